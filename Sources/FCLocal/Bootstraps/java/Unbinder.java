package fcsh.host;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns what a handler returns into the plain values of JSON. */
final class Unbinder {
    private static final int DEPTH_LIMIT = 200;

    private Unbinder() {}

    static Object plain(Object value) throws Throwable {
        return plain(value, 0);
    }

    private static Object plain(Object value, int depth) throws Throwable {
        if (depth > DEPTH_LIMIT) {
            throw new IllegalArgumentException("the result is nested too deeply, or contains itself");
        }
        if (value == null || value instanceof Boolean || value instanceof String) return value;
        if (value instanceof Number) return number((Number) value);
        if (value instanceof Enum) return ((Enum<?>) value).name();
        if (value instanceof Character || value instanceof CharSequence) return value.toString();
        if (value instanceof Optional) return plain(((Optional<?>) value).orElse(null), depth);
        if (value instanceof Map) return map((Map<?, ?>) value, depth);
        if (value instanceof Iterable) return list((Iterable<?>) value, depth);
        if (value instanceof byte[]) return Base64.getEncoder().encodeToString((byte[]) value);
        if (value.getClass().isArray()) return array(value, depth);
        if (value instanceof Date) return ((Date) value).getTime();
        String owner = value.getClass().getName();
        if (owner.startsWith("java.") || owner.startsWith("sun.")) return value.toString();
        return object(value, depth);
    }

    private static Object number(Number value) {
        double size = value.doubleValue();
        boolean isFloating = value instanceof Double || value instanceof Float;
        if (isFloating && (Double.isNaN(size) || Double.isInfinite(size))) {
            throw new IllegalArgumentException(value + " cannot be written as JSON");
        }
        return value;
    }

    private static Object map(Map<?, ?> map, int depth) throws Throwable {
        Map<String, Object> result = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object key = entry.getKey();
            String name = key instanceof Enum ? ((Enum<?>) key).name() : String.valueOf(key);
            result.put(name, plain(entry.getValue(), depth + 1));
        }
        return result;
    }

    private static Object list(Iterable<?> items, int depth) throws Throwable {
        List<Object> result = new ArrayList<>();
        for (Object item : items) result.add(plain(item, depth + 1));
        return result;
    }

    private static Object array(Object array, int depth) throws Throwable {
        List<Object> result = new ArrayList<>();
        for (int index = 0; index < Array.getLength(array); index++) {
            result.add(plain(Array.get(array, index), depth + 1));
        }
        return result;
    }

    private static Object object(Object value, int depth) throws Throwable {
        List<Property> properties = Property.components(value.getClass());
        if (properties == null) properties = Property.readable(value.getClass());
        Map<String, Object> result = new LinkedHashMap<>();
        try {
            for (Property property : properties) result.put(property.name, plain(property.get(value), depth + 1));
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
        return result;
    }
}
