package fcsh.host;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the method that a text such as `example.App::handleRequest` names and calls it. Everything the function brings
 * along is loaded apart from this program: its folder, the jars in it and in `lib`, and those of a layer.
 */
final class HandlerLoader {
    private static final String INTERFACES = "com.aliyun.fc.runtime.";

    private final URLClassLoader loader;
    private final int declared;
    private final Map<String, Object> objects = new HashMap<>();

    HandlerLoader(String folder, String declared) {
        this.declared = Integer.parseInt(declared);
        List<URL> places = new ArrayList<>();
        add(new File(folder), places);
        for (String jars : new String[] {folder, folder + "/lib", "/opt/java/lib"}) {
            File[] files = new File(jars).listFiles();
            if (files == null) continue;
            Arrays.sort(files);
            for (File file : files) if (file.getName().endsWith(".jar")) add(file, places);
        }
        loader = new URLClassLoader(places.toArray(new URL[0]), ClassLoader.getSystemClassLoader().getParent());
        Thread.currentThread().setContextClassLoader(loader);
    }

    private static void add(File place, List<URL> places) {
        try {
            places.add(place.toURI().toURL());
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Calls the handler, or for another kind than 0 the hook, that the call names. */
    byte[] perform(int kind, Map<?, ?> call, byte[] event, Facts context) throws Throwable {
        String text = (String) call.get("handler");
        int colons = text.indexOf("::");
        if (colons <= 0 || colons + 2 == text.length()) {
            throw new Failure.LoadError("InvalidHandlerName", "Invalid handler '" + text + "'", null);
        }
        String name = text.substring(colons + 2);
        try {
            Object object = object(text.substring(0, colons));
            Method method = method(object.getClass(), name, kind);
            Class<?>[] types = method.getParameterTypes();
            Object given = context.as(types[types.length - 1]);
            if (types.length == 1) return nothing(method.invoke(object, given));
            if (types.length == 2) return pojo(method, object, event, given);
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            method.invoke(object, new ByteArrayInputStream(event), output, given);
            return output.toByteArray();
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        } catch (UnsupportedClassVersionError tooNew) {
            throw tooNew(tooNew);
        } catch (NoClassDefFoundError missing) {
            throw explained(missing);
        }
    }

    private static byte[] nothing(Object ignored) {
        return new byte[0];
    }

    private static byte[] pojo(Method method, Object object, byte[] event, Object context) throws Throwable {
        String text = new String(event, StandardCharsets.UTF_8);
        Binder binder = new Binder(object.getClass());
        Object input = binder.read(text, method.getGenericParameterTypes()[0]);
        return Json.write(Unbinder.plain(method.invoke(object, input, context))).getBytes(StandardCharsets.UTF_8);
    }

    /** The one object of a class: hooks and handler share it when they are methods of one class. */
    private Object object(String className) throws Throwable {
        Object known = objects.get(className);
        if (known != null) return known;
        Class<?> type;
        try {
            type = Class.forName(className, true, loader);
        } catch (ClassNotFoundException missing) {
            throw new Failure.LoadError(
                "java.lang.ClassNotFoundException",
                "class " + className + " is neither in the code folder nor in a jar there or in lib", missing);
        }
        warnOfVersion(type);
        Constructor<?> constructor;
        try {
            constructor = type.getDeclaredConstructor();
        } catch (NoSuchMethodException missing) {
            throw new Failure.LoadError(
                "java.lang.NoSuchMethodException",
                "class " + className + " needs a constructor without parameters", missing);
        }
        constructor.setAccessible(true);
        Object object = constructor.newInstance();
        objects.put(className, object);
        return object;
    }

    /** A method with the name and the parameters that handlers or hooks have; not the bridges of generic types. */
    private Method method(Class<?> type, String name, int kind) throws Failure.LoadError {
        Method found = null;
        for (Method method : type.getMethods()) {
            if (!method.getName().equals(name) || method.isBridge()) continue;
            if (!fits(method.getParameterTypes(), kind)) continue;
            if (found == null || found.getDeclaringClass().isAssignableFrom(method.getDeclaringClass())) found = method;
        }
        if (found == null) throw missing(type, name, kind);
        if (kind == 0 && !implementsOne(type, "StreamRequestHandler", "PojoRequestHandler")) {
            throw new Failure.LoadError(
                "HandlerNotFound", "class " + type.getName() + " implements neither StreamRequestHandler nor "
                    + "PojoRequestHandler of the package com.aliyun.fc.runtime", null);
        }
        found.setAccessible(true);
        return found;
    }

    private static Failure.LoadError missing(Class<?> type, String name, int kind) {
        if (kind == 0 && implementsOne(type, "HttpRequestHandler")) {
            return new Failure.LoadError(
                "HandlerNotFound", "class " + type.getName() + " implements HttpRequestHandler, which Function Compute "
                    + "has not called since 3.0: HTTP triggers send events to a StreamRequestHandler or a "
                    + "PojoRequestHandler, or requests to a server of a custom runtime", null);
        }
        String shape = kind == 0 ? "(InputStream, OutputStream, Context) or (…, Context)" : "(Context)";
        return new Failure.LoadError(
            "HandlerNotFound", "Handler '" + name + "' is missing on class '" + type.getName()
                + "': it has no public method of that name with the parameters " + shape, null);
    }

    private static boolean fits(Class<?>[] types, int kind) {
        if (types.length == 0 || !types[types.length - 1].getName().equals(INTERFACES + "Context")) return false;
        if (kind != 0) return types.length == 1;
        return types.length == 2
            || types.length == 3 && types[0] == InputStream.class && types[1] == OutputStream.class;
    }

    private static boolean implementsOne(Class<?> type, String... names) {
        for (Class<?> current = type; current != null; current = current.getSuperclass()) {
            for (Class<?> candidate : current.getInterfaces()) {
                for (String name : names) if (candidate.getName().equals(INTERFACES + name)) return true;
                if (implementsOne(candidate, names)) return true;
            }
        }
        return false;
    }

    private Throwable tooNew(UnsupportedClassVersionError error) {
        return new Failure.LoadError(
            "java.lang.UnsupportedClassVersionError",
            "the code was compiled for a newer Java than the one that runs it here, Java " + Host.version()
                + "; compile it with '--release " + Math.min(declared, Integer.parseInt(Host.version()))
                + "' or install a newer JDK (" + error.getMessage() + ")", null);
    }

    private static Throwable explained(NoClassDefFoundError error) {
        String missing = String.valueOf(error.getMessage()).replace('/', '.');
        if (!missing.startsWith(INTERFACES)) return error;
        return new Failure.LoadError(
            "java.lang.NoClassDefFoundError",
            "the code does not bring " + missing + " along; package it together with the jar fc-java-core", null);
    }

    /** Says so when the cloud could not load what this Java can. */
    private void warnOfVersion(Class<?> type) {
        try (InputStream bytes = loader.getResourceAsStream(type.getName().replace('.', '/') + ".class")) {
            if (bytes == null) return;
            DataInputStream header = new DataInputStream(bytes);
            header.readInt();
            header.readUnsignedShort();
            // Class files of Java 8 have the version 52, and so on.
            int compiledFor = header.readUnsignedShort() - 44;
            if (compiledFor <= declared) return;
            Log.platformLine(
                "warning: " + type.getName() + " was compiled for Java " + compiledFor + "; the function declares java"
                    + declared + ", and the cloud cannot load it there");
        } catch (IOException unreadable) {
            // It was loaded, so nothing depends on this.
        }
    }
}
