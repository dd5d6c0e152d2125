package fcsh.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the caller sees of something thrown. */
final class Failure {
    private static final String HOST = "fcsh.host.";

    private Failure() {}

    /** Code that cannot be loaded; the type is the one that the caller sees. */
    static final class LoadError extends Exception {
        private static final long serialVersionUID = 1;

        private final String type;

        LoadError(String type, String message, Throwable cause) {
            super(message, cause);
            this.type = type;
        }
    }

    static Map<String, Object> document(Throwable error) {
        boolean isLoadError = error instanceof LoadError;
        String message = error.getMessage() == null ? error.toString() : error.getMessage();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("errorMessage", message);
        document.put("errorType", isLoadError ? ((LoadError) error).type : error.getClass().getName());
        document.put("errorCause", cause(error, message));
        document.put("stackTrace", isLoadError ? new ArrayList<>() : trace(error));
        return document;
    }

    /** The message of what began it all; the error's own when it began with it. */
    private static String cause(Throwable error, String message) {
        Throwable first = error;
        for (int steps = 0; steps < 100 && first.getCause() != null; steps++) first = first.getCause();
        if (first == error) return message;
        return first.getMessage() == null ? first.toString() : first.getMessage();
    }

    /** The error's own frames, or when a class that cannot be loaded has none, those of what began it. */
    private static List<Object> trace(Throwable error) {
        List<Object> frames = frames(error.getStackTrace());
        return frames.isEmpty() && error.getCause() != null ? frames(error.getCause().getStackTrace()) : frames;
    }

    /** The frames that are the function's, without this program and how it calls. */
    static List<Object> frames(StackTraceElement[] trace) {
        List<StackTraceElement> kept = new ArrayList<>(Arrays.asList(trace));
        while (!kept.isEmpty() && isCall(kept.get(kept.size() - 1))) kept.remove(kept.size() - 1);
        List<Object> frames = new ArrayList<>();
        for (StackTraceElement frame : kept) {
            String owner = frame.getClassName();
            if (!owner.startsWith(HOST) && !owner.contains(".$Proxy")) frames.add(text(frame));
        }
        return frames;
    }

    private static boolean isCall(StackTraceElement frame) {
        String owner = frame.getClassName();
        boolean isLoading = owner.equals("java.lang.Class") && frame.getMethodName().startsWith("forName");
        return isLoading || owner.startsWith(HOST) || owner.startsWith("java.lang.reflect.")
            || owner.startsWith("jdk.internal.reflect.") || owner.startsWith("sun.reflect.")
            || owner.startsWith("java.lang.invoke.");
    }

    /** `package.Class.method(File.java:12)`, without the names of modules and loaders that newer versions add. */
    private static String text(StackTraceElement frame) {
        String place = frame.getFileName() == null ? "Unknown Source" : frame.getFileName();
        if (frame.isNativeMethod()) place = "Native Method";
        else if (frame.getFileName() != null && frame.getLineNumber() >= 0) place += ":" + frame.getLineNumber();
        return frame.getClassName() + "." + frame.getMethodName() + "(" + place + ")";
    }
}
