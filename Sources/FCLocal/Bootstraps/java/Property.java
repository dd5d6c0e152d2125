package fcsh.host;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A named part of an object: a setter or getter, a field, or the component of a record. */
final class Property {
    final String name;
    final Type type;
    final Class<?> rawType;
    private final Method method;
    private final Field field;

    private Property(String name, Type type, Class<?> rawType, Method method, Field field) {
        this.name = name;
        this.type = type;
        this.rawType = rawType;
        this.method = method;
        this.field = field;
    }

    void set(Object object, Object value) throws ReflectiveOperationException {
        if (method == null) field.set(object, value);
        else method.invoke(object, value);
    }

    Object get(Object object) throws ReflectiveOperationException {
        return method == null ? field.get(object) : method.invoke(object);
    }

    /** The components of a record in order, null for any other class. */
    static List<Property> components(Class<?> type) throws ReflectiveOperationException {
        Object[] found;
        try {
            // Records are newer than the oldest Java this works with.
            found = (Object[]) Class.class.getMethod("getRecordComponents").invoke(type);
        } catch (NoSuchMethodException older) {
            return null;
        }
        if (found == null) return null;
        List<Property> components = new ArrayList<>();
        for (Object component : found) {
            Class<?> shape = component.getClass();
            Method accessor = (Method) shape.getMethod("getAccessor").invoke(component);
            accessor.setAccessible(true);
            String name = (String) shape.getMethod("getName").invoke(component);
            Class<?> rawType = accessor.getReturnType();
            components.add(new Property(name, accessor.getGenericReturnType(), rawType, accessor, null));
        }
        return components;
    }

    /** What can be set, by name: setters, and fields for which there are none. */
    static Map<String, Property> writable(Class<?> type) {
        Map<String, Property> found = new LinkedHashMap<>();
        for (Method method : type.getMethods()) {
            String name = method.getName();
            boolean isSetter = name.startsWith("set") && name.length() > 3 && method.getParameterCount() == 1;
            if (!isSetter || method.isBridge() || Modifier.isStatic(method.getModifiers())) continue;
            method.setAccessible(true);
            Property property = new Property(
                decapitalized(name.substring(3)), method.getGenericParameterTypes()[0], method.getParameterTypes()[0],
                method, null);
            found.putIfAbsent(property.name, property);
        }
        for (Field field : fields(type)) {
            if (!Modifier.isFinal(field.getModifiers())) found.putIfAbsent(field.getName(), of(field));
        }
        return found;
    }

    /** What shows itself: getters and public fields, in the order of the fields; of a class without any, all fields. */
    static List<Property> readable(Class<?> type) {
        Map<String, Property> getters = getters(type);
        List<Property> found = new ArrayList<>();
        List<Field> fields = fields(type);
        for (Field field : fields) {
            Property getter = getters.remove(field.getName());
            if (getter != null) found.add(getter);
            else if (Modifier.isPublic(field.getModifiers())) found.add(of(field));
        }
        getters.values().stream().sorted(Comparator.comparing((Property getter) -> getter.name)).forEach(found::add);
        if (found.isEmpty()) for (Field field : fields) found.add(of(field));
        return found;
    }

    private static Map<String, Property> getters(Class<?> type) {
        Map<String, Property> found = new LinkedHashMap<>();
        for (Method method : type.getMethods()) {
            String name = method.getName();
            Class<?> result = method.getReturnType();
            boolean isGetter = name.startsWith("get") && name.length() > 3 && result != void.class
                || name.startsWith("is") && name.length() > 2 && result == boolean.class;
            if (!isGetter || method.getParameterCount() != 0 || method.getDeclaringClass() == Object.class
                || method.isBridge() || Modifier.isStatic(method.getModifiers())) continue;
            method.setAccessible(true);
            String property = decapitalized(name.substring(name.startsWith("is") ? 2 : 3));
            found.put(property, new Property(property, method.getGenericReturnType(), result, method, null));
        }
        return found;
    }

    private static Property of(Field field) {
        field.setAccessible(true);
        return new Property(field.getName(), field.getGenericType(), field.getType(), null, field);
    }

    /** The fields of a class and of those above it, theirs first. */
    private static List<Field> fields(Class<?> type) {
        Deque<Class<?>> classes = new ArrayDeque<>();
        for (Class<?> current = type; current != null && current != Object.class; current = current.getSuperclass()) {
            classes.push(current);
        }
        List<Field> fields = new ArrayList<>();
        for (Class<?> current : classes) {
            for (Field field : current.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                boolean counts = !Modifier.isStatic(modifiers) && !Modifier.isTransient(modifiers);
                if (counts && !field.isSynthetic()) fields.add(field);
            }
        }
        return fields;
    }

    /** `Name` is `name`, but `URL` stays `URL`. */
    private static String decapitalized(String name) {
        boolean isAbbreviation = name.length() > 1 && Character.isUpperCase(name.charAt(1))
            && Character.isUpperCase(name.charAt(0));
        return isAbbreviation ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
