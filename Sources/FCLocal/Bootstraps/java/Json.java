package fcsh.host;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON text and plain values: maps, lists, texts, numbers, booleans and null. Whole numbers are read as Integer, Long
 * or BigInteger, others as BigDecimal, so that no digit is lost on the way to a typed field.
 */
final class Json {
    private static final int DEPTH_LIMIT = 512;

    private final String text;
    private int position;

    private Json(String text) {
        this.text = text;
    }

    static Object read(String text) {
        Json reader = new Json(text);
        Object value = reader.value(0);
        reader.skipBlanks();
        if (reader.position < text.length()) throw reader.fault("something follows the value");
        return value;
    }

    private IllegalArgumentException fault(String reason) {
        return new IllegalArgumentException("the event is not JSON: " + reason + " at character " + (position + 1));
    }

    private void skipBlanks() {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) position++;
    }

    private char peek() {
        skipBlanks();
        if (position >= text.length()) throw fault("it ends too early");
        return text.charAt(position);
    }

    private boolean take(char expected) {
        if (peek() != expected) return false;
        position++;
        return true;
    }

    private void need(char expected) {
        if (!take(expected)) throw fault("'" + expected + "' is missing");
    }

    private Object value(int depth) {
        if (depth > DEPTH_LIMIT) throw fault("it is nested too deeply");
        switch (peek()) {
            case '{': return object(depth);
            case '[': return array(depth);
            case '"': return string();
            case 't': return word("true", Boolean.TRUE);
            case 'f': return word("false", Boolean.FALSE);
            case 'n': return word("null", null);
            default: return number();
        }
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        need('{');
        if (take('}')) return object;
        do {
            if (peek() != '"') throw fault("a name is missing");
            String name = string();
            need(':');
            object.put(name, value(depth + 1));
        } while (take(','));
        need('}');
        return object;
    }

    private List<Object> array(int depth) {
        List<Object> array = new ArrayList<>();
        need('[');
        if (take(']')) return array;
        do {
            array.add(value(depth + 1));
        } while (take(','));
        need(']');
        return array;
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, position)) throw fault("an unknown word");
        position += word.length();
        return value;
    }

    private String string() {
        StringBuilder result = new StringBuilder();
        position++;
        while (position < text.length()) {
            char next = text.charAt(position++);
            if (next == '"') return result.toString();
            result.append(next == '\\' ? escaped() : next);
        }
        throw fault("a text does not end");
    }

    private char escaped() {
        if (position >= text.length()) throw fault("a text does not end");
        char letter = text.charAt(position++);
        int known = "\"\\/bfnrt".indexOf(letter);
        if (known >= 0) return "\"\\/\b\f\n\r\t".charAt(known);
        if (letter != 'u' || position + 4 > text.length()) throw fault("an unknown escape");
        String digits = text.substring(position, position + 4);
        position += 4;
        try {
            return (char) Integer.parseInt(digits, 16);
        } catch (NumberFormatException malformed) {
            throw fault("an unknown escape");
        }
    }

    private Number number() {
        int start = position;
        if (at("-")) position++;
        boolean startsWithZero = at("0");
        int whole = digits();
        boolean isValid = whole == 1 || whole > 1 && !startsWithZero;
        boolean isWhole = true;
        if (at(".")) {
            isWhole = false;
            position++;
            isValid &= digits() > 0;
        }
        if (at("eE")) {
            isWhole = false;
            position++;
            if (at("+-")) position++;
            isValid &= digits() > 0;
        }
        String literal = text.substring(start, position);
        if (!isValid) {
            position = start;
            throw fault("a value is missing");
        }
        if (!isWhole) return new BigDecimal(literal);
        if (literal.length() < 10) return Integer.valueOf(literal);
        BigInteger value = new BigInteger(literal);
        if (value.bitLength() < 32) return value.intValue();
        return value.bitLength() < 64 ? (Number) value.longValue() : value;
    }

    private boolean at(String characters) {
        return position < text.length() && characters.indexOf(text.charAt(position)) >= 0;
    }

    private int digits() {
        int start = position;
        while (at("0123456789")) position++;
        return position - start;
    }

    /** Compact text of plain values. */
    static String write(Object value) {
        StringBuilder result = new StringBuilder();
        write(value, result);
        return result.toString();
    }

    private static void write(Object value, StringBuilder result) {
        if (value instanceof Map) {
            char separator = '{';
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                result.append(separator);
                quote(String.valueOf(entry.getKey()), result);
                write(entry.getValue(), result.append(':'));
                separator = ',';
            }
            result.append(separator == '{' ? "{}" : "}");
        } else if (value instanceof List) {
            char separator = '[';
            for (Object item : (List<?>) value) {
                write(item, result.append(separator));
                separator = ',';
            }
            result.append(separator == '[' ? "[]" : "]");
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            result.append(value);
        } else {
            quote(String.valueOf(value), result);
        }
    }

    private static void quote(String text, StringBuilder result) {
        result.append('"');
        for (int index = 0; index < text.length(); index++) {
            char next = text.charAt(index);
            int known = "\"\\\b\f\n\r\t".indexOf(next);
            if (known >= 0) result.append('\\').append("\"\\bfnrt".charAt(known));
            else if (next < 0x20) result.append(String.format("\\u%04x", (int) next));
            else result.append(next);
        }
        result.append('"');
    }
}
