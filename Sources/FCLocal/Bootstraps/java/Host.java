package fcsh.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs the handlers of one Function Compute function for the local endpoint.
 *
 * The endpoint starts this as a child process and talks to it in frames. Standard output and standard error are the
 * function's log and nothing else. Works with Java 8 and later. The arguments are the number of the inherited socket
 * and the Java version that the function's runtime declares.
 */
final class Host {
    private static final List<String> LINES = Arrays.asList("FC Invoke", "FC Initialize", "FC PreStop");
    private static final List<String> SYSTEM_GROUPS = Arrays.asList("system", "InnocuousThreadGroup");

    /** The request being worked on, empty between requests. */
    private static volatile String current = "";

    private final Channel channel;
    private final HandlerLoader handlers;
    private final Facts.Logger logger = new Facts.Logger();

    private Host(Channel channel, HandlerLoader handlers) {
        this.channel = channel;
        this.handlers = handlers;
    }

    public static void main(String[] words) throws IOException, ReflectiveOperationException {
        Channel channel = new Channel(Integer.parseInt(words[0]));
        Log.install();
        Runtime.getRuntime().addShutdownHook(new Thread("stacks") {
            @Override
            public void run() {
                showStacks();
            }
        });
        Host host = new Host(channel, new HandlerLoader(System.getProperty("user.dir"), words[1]));
        Map<String, Object> ready = new LinkedHashMap<>();
        ready.put("v", 1);
        ready.put("lang", "java");
        ready.put("langVersion", version());
        channel.send(Channel.READY, ready, new byte[0]);
        host.run();
    }

    /** The version as runtimes count it, such as 8 or 17. */
    static String version() {
        String version = System.getProperty("java.specification.version");
        return version.startsWith("1.") ? version.substring(2) : version;
    }

    private void run() throws IOException {
        while (true) {
            Channel.Frame frame = channel.receive();
            if (frame == null) Runtime.getRuntime().halt(0);
            else if (frame.type == Channel.STOP) System.exit(0);
            else if (frame.type == Channel.CALL) answer((Map<?, ?>) Json.read(text(frame.meta)), frame.body);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void answer(Map<?, ?> call, byte[] event) throws IOException {
        String requestId = (String) call.get("rid");
        int kind = ((Number) call.get("kind")).intValue();
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("rid", requestId);
        current = requestId;
        logger.requestId = requestId;
        Log.platformLine(LINES.get(kind) + " Start RequestId: " + requestId);
        try {
            byte[] result = handlers.perform(kind, call, event, Facts.context(call, logger));
            finish(kind, requestId, "");
            channel.send(Channel.RESULT, meta, result);
        } catch (Throwable error) {
            String document = Json.write(Failure.document(error));
            Log.message(requestId, "ERROR", document);
            finish(kind, requestId, ", Error: Unhandled function error");
            meta.put("kind", "Unhandled");
            meta.put("fatal", false);
            channel.send(Channel.ERROR, meta, document.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void finish(int kind, String requestId, String reason) {
        System.out.flush();
        System.err.flush();
        Log.platformLine(LINES.get(kind) + " End RequestId: " + requestId + reason);
        current = "";
    }

    /** Shows where every thread is when the function ran out of time: the process is asked to end in the middle. */
    private static void showStacks() {
        if (current.isEmpty()) return;
        Map<String, StackTraceElement[]> stacks = new TreeMap<>();
        for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
            Thread thread = entry.getKey();
            // A function that ends the process by itself needs no explanation.
            for (StackTraceElement frame : entry.getValue()) {
                if (frame.getClassName().equals("java.lang.Runtime") && frame.getMethodName().equals("exit")) return;
            }
            ThreadGroup group = thread.getThreadGroup();
            boolean isTheFunctions = group != null && !SYSTEM_GROUPS.contains(group.getName());
            if (isTheFunctions && thread != Thread.currentThread()) {
                stacks.put("\"" + thread.getName() + "\" " + thread.getState(), entry.getValue());
            }
        }
        for (Map.Entry<String, StackTraceElement[]> entry : stacks.entrySet()) {
            List<Object> frames = Failure.frames(entry.getValue());
            if (frames.isEmpty()) continue;
            StringBuilder lines = new StringBuilder(entry.getKey());
            for (Object frame : frames) lines.append("\n    at ").append(frame);
            Log.platformLine(lines.toString());
        }
    }
}
