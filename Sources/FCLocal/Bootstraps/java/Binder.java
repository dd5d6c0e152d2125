package fcsh.host;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes the object that a handler takes from the text of an event. Names nobody knows are passed over. */
final class Binder {
    /** What the type variables of the handler's class and of the types on the way stand for. */
    private final Map<TypeVariable<?>, Type> variables = new HashMap<>();

    Binder(Class<?> handler) {
        learn(handler);
    }

    /** The event as an object of the type; one that is no JSON may still be the text that a handler of texts wants. */
    Object read(String event, Type type) throws ReflectiveOperationException {
        boolean wantsText = resolved(type) == String.class;
        if (event.trim().isEmpty()) return wantsText ? event : null;
        Object tree;
        try {
            tree = Json.read(event);
        } catch (IllegalArgumentException malformed) {
            if (wantsText) return event;
            throw malformed;
        }
        return wantsText && !(tree instanceof String) ? event : bind(tree, type, "event");
    }

    private void learn(Class<?> type) {
        for (Class<?> current = type; current != null; current = current.getSuperclass()) {
            learn(current.getGenericSuperclass());
            for (Type parent : current.getGenericInterfaces()) learn(parent);
        }
    }

    private void learn(Type type) {
        if (!(type instanceof ParameterizedType)) return;
        ParameterizedType generic = (ParameterizedType) type;
        TypeVariable<?>[] names = ((Class<?>) generic.getRawType()).getTypeParameters();
        for (int index = 0; index < names.length; index++) {
            Type given = generic.getActualTypeArguments()[index];
            if (given != names[index]) variables.put(names[index], given);
        }
    }

    private Type resolved(Type type) {
        Type current = type;
        for (int steps = 0; steps < 50; steps++) {
            if (current instanceof TypeVariable) {
                Type known = variables.get(current);
                current = known != null ? known : ((TypeVariable<?>) current).getBounds()[0];
            } else if (current instanceof WildcardType) {
                current = ((WildcardType) current).getUpperBounds()[0];
            } else {
                return current;
            }
        }
        return Object.class;
    }

    private Object bind(Object tree, Type given, String path) throws ReflectiveOperationException {
        Type type = resolved(given);
        if (type instanceof GenericArrayType) {
            return array(tree, ((GenericArrayType) type).getGenericComponentType(), path);
        }
        if (!(type instanceof ParameterizedType)) return bind(tree, (Class<?>) type, new Type[0], path);
        ParameterizedType generic = (ParameterizedType) type;
        Map<TypeVariable<?>, Type> outer = new HashMap<>(variables);
        learn(type);
        Object bound = bind(tree, (Class<?>) generic.getRawType(), generic.getActualTypeArguments(), path);
        variables.clear();
        variables.putAll(outer);
        return bound;
    }

    private Object bind(Object tree, Class<?> type, Type[] arguments, String path) throws ReflectiveOperationException {
        if (type == Optional.class) {
            return tree == null ? Optional.empty() : Optional.of(bind(tree, argument(arguments, 0), path));
        }
        if (tree == null) return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
        if (type == Object.class) return untyped(tree);
        if (type == byte[].class && tree instanceof String) return Base64.getDecoder().decode((String) tree);
        if (type.isArray()) return array(tree, type.getComponentType(), path);
        if (Map.class.isAssignableFrom(type)) return map(tree, type, arguments, path);
        if (Collection.class.isAssignableFrom(type)) return collection(tree, type, arguments, path);
        Object scalar = Scalars.read(tree, type, path);
        if (scalar != null) return scalar;
        if (!(tree instanceof Map)) throw Scalars.fault(tree, type, path);
        return object((Map<?, ?>) tree, type, path);
    }

    private static Type argument(Type[] arguments, int index) {
        return index < arguments.length ? arguments[index] : Object.class;
    }

    /** A value nobody asked a type of. */
    private static Object untyped(Object tree) {
        if (tree instanceof BigDecimal) return ((BigDecimal) tree).doubleValue();
        if (tree instanceof List) {
            List<Object> list = new ArrayList<>();
            for (Object item : (List<?>) tree) list.add(untyped(item));
            return list;
        }
        if (!(tree instanceof Map)) return tree;
        Map<Object, Object> map = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) tree).entrySet()) map.put(entry.getKey(), untyped(entry.getValue()));
        return map;
    }

    private Object array(Object tree, Type component, String path) throws ReflectiveOperationException {
        if (!(tree instanceof List)) throw Scalars.fault(tree, Object[].class, path);
        List<?> list = (List<?>) tree;
        Type type = resolved(component);
        Class<?> raw = type instanceof ParameterizedType ? (Class<?>) ((ParameterizedType) type).getRawType()
            : type instanceof Class ? (Class<?>) type : Object.class;
        Object array = Array.newInstance(raw, list.size());
        for (int index = 0; index < list.size(); index++) {
            Array.set(array, index, bind(list.get(index), component, path + "[" + index + "]"));
        }
        return array;
    }

    private Object collection(Object tree, Class<?> type, Type[] arguments, String path)
        throws ReflectiveOperationException {
        if (!(tree instanceof List)) throw Scalars.fault(tree, type, path);
        Collection<Object> result = emptyCollection(type);
        for (Object item : (List<?>) tree) {
            result.add(bind(item, argument(arguments, 0), path + "[" + result.size() + "]"));
        }
        return result;
    }

    @SuppressWarnings("unchecked")
    private static Collection<Object> emptyCollection(Class<?> type) throws ReflectiveOperationException {
        if (!type.isInterface() && !Modifier.isAbstract(type.getModifiers())) return (Collection<Object>) make(type);
        if (SortedSet.class.isAssignableFrom(type)) return new TreeSet<>();
        if (Set.class.isAssignableFrom(type)) return new LinkedHashSet<>();
        return Queue.class.isAssignableFrom(type) ? new ArrayDeque<>() : new ArrayList<>();
    }

    @SuppressWarnings("unchecked")
    private Object map(Object tree, Class<?> type, Type[] arguments, String path) throws ReflectiveOperationException {
        if (!(tree instanceof Map)) throw Scalars.fault(tree, type, path);
        Map<Object, Object> result;
        if (!type.isInterface() && !Modifier.isAbstract(type.getModifiers())) result = (Map<Object, Object>) make(type);
        else result = SortedMap.class.isAssignableFrom(type) ? new TreeMap<>() : new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) tree).entrySet()) {
            String place = path + "." + entry.getKey();
            result.put(bind(entry.getKey(), argument(arguments, 0), place),
                bind(entry.getValue(), argument(arguments, 1), place));
        }
        return result;
    }

    private Object object(Map<?, ?> tree, Class<?> type, String path) throws ReflectiveOperationException {
        List<Property> components = Property.components(type);
        if (components != null) return record(tree, type, components, path);
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            throw new IllegalArgumentException(path + ": " + type.getName() + " is abstract, so none can be made");
        }
        Object object = make(type);
        Map<String, Property> known = Property.writable(type);
        for (Map.Entry<?, ?> entry : tree.entrySet()) {
            Property property = known.get(entry.getKey());
            if (property == null) continue;
            property.set(object, bind(entry.getValue(), property.type, path + "." + property.name));
        }
        return object;
    }

    private Object record(Map<?, ?> tree, Class<?> type, List<Property> components, String path)
        throws ReflectiveOperationException {
        Class<?>[] types = new Class<?>[components.size()];
        Object[] values = new Object[components.size()];
        for (int index = 0; index < types.length; index++) {
            Property component = components.get(index);
            types[index] = component.rawType;
            values[index] = bind(tree.get(component.name), component.type, path + "." + component.name);
        }
        return construct(type.getDeclaredConstructor(types), values);
    }

    private static Object make(Class<?> type) throws ReflectiveOperationException {
        try {
            return construct(type.getDeclaredConstructor());
        } catch (NoSuchMethodException missing) {
            throw new IllegalArgumentException(
                "class " + type.getName() + " needs a constructor without parameters to be made from an event");
        }
    }

    private static Object construct(Constructor<?> constructor, Object... values) throws ReflectiveOperationException {
        if (!Modifier.isPublic(constructor.getModifiers())
            || !Modifier.isPublic(constructor.getDeclaringClass().getModifiers())) constructor.setAccessible(true);
        return constructor.newInstance(values);
    }
}
