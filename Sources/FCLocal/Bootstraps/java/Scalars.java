package fcsh.host;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Texts, numbers and booleans as the types that fields of events have. */
final class Scalars {
    private Scalars() {}

    /** The value as the type, null when the type is no scalar. */
    static Object read(Object tree, Class<?> type, String path) throws ReflectiveOperationException {
        if (type == String.class || type == CharSequence.class) return text(tree, type, path);
        if (type == boolean.class || type == Boolean.class) return truth(tree, type, path);
        if (type == char.class || type == Character.class) {
            if (tree instanceof String && ((String) tree).length() == 1) return ((String) tree).charAt(0);
            throw fault(tree, type, path);
        }
        if (type.isPrimitive() || type.getName().startsWith("java.") && Number.class.isAssignableFrom(type)) {
            return number(tree, type, path);
        }
        if (type.isEnum()) return constant(tree, type, path);
        if (type == Date.class && tree instanceof Number) return new Date(((Number) tree).longValue());
        if (!(tree instanceof String)) return null;
        try {
            if (type == Date.class) return Date.from(Instant.parse((String) tree));
            if (type == UUID.class) return UUID.fromString((String) tree);
            return type.getName().startsWith("java.time.") ? parsed((String) tree, type) : null;
        } catch (RuntimeException malformed) {
            throw fault(tree, type, path);
        }
    }

    private static Object parsed(String text, Class<?> type) throws ReflectiveOperationException {
        try {
            Method parse = type.getMethod("parse", CharSequence.class);
            return Modifier.isStatic(parse.getModifiers()) ? parse.invoke(null, text) : null;
        } catch (NoSuchMethodException missing) {
            return null;
        } catch (java.lang.reflect.InvocationTargetException thrown) {
            throw new IllegalArgumentException(thrown.getCause());
        }
    }

    private static Object text(Object tree, Class<?> type, String path) {
        if (tree instanceof Map || tree instanceof List) throw fault(tree, type, path);
        return tree instanceof BigDecimal ? ((BigDecimal) tree).toString() : String.valueOf(tree);
    }

    private static Object truth(Object tree, Class<?> type, String path) {
        if (tree instanceof Boolean) return tree;
        if ("true".equals(tree)) return true;
        if ("false".equals(tree)) return false;
        throw fault(tree, type, path);
    }

    private static Object constant(Object tree, Class<?> type, String path) {
        for (Object candidate : type.getEnumConstants()) {
            if (((Enum<?>) candidate).name().equals(tree)) return candidate;
        }
        throw fault(tree, type, path);
    }

    private static Object number(Object tree, Class<?> type, String path) {
        BigDecimal value;
        try {
            if (!(tree instanceof Number) && !(tree instanceof String)) throw fault(tree, type, path);
            value = new BigDecimal(tree.toString().trim());
            if (type == int.class || type == Integer.class) return value.intValueExact();
            if (type == long.class || type == Long.class) return value.longValueExact();
            if (type == short.class || type == Short.class) return value.shortValueExact();
            if (type == byte.class || type == Byte.class) return value.byteValueExact();
            if (type == BigInteger.class) return value.toBigIntegerExact();
        } catch (ArithmeticException | NumberFormatException unfit) {
            throw fault(tree, type, path);
        }
        if (type == double.class || type == Double.class) return value.doubleValue();
        if (type == float.class || type == Float.class) return value.floatValue();
        if (type == BigDecimal.class) return value;
        if (type == Number.class) return tree instanceof Number ? tree : (Object) value;
        if (type == java.util.concurrent.atomic.AtomicInteger.class) {
            return new java.util.concurrent.atomic.AtomicInteger(value.intValue());
        }
        if (type == java.util.concurrent.atomic.AtomicLong.class) {
            return new java.util.concurrent.atomic.AtomicLong(value.longValue());
        }
        throw fault(tree, type, path);
    }

    /** That a value does not go with the type, with the value's beginning. */
    static IllegalArgumentException fault(Object tree, Class<?> type, String path) {
        String text = Json.write(tree);
        if (text.length() > 80) text = text.substring(0, 80) + "…";
        return new IllegalArgumentException(path + ": " + text + " is no " + type.getSimpleName());
    }
}
