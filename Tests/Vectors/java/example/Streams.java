package example;

import com.aliyun.fc.runtime.Context;
import com.aliyun.fc.runtime.FunctionComputeLogger;
import com.aliyun.fc.runtime.FunctionInitializer;
import com.aliyun.fc.runtime.HttpRequestHandler;
import com.aliyun.fc.runtime.PreStopHandler;
import com.aliyun.fc.runtime.StreamRequestHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.concurrent.TimeUnit;

/** Handlers of bytes. */
public class Streams {
    static byte[] bytes(InputStream input) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] chunk = new byte[65536];
        for (int count = input.read(chunk); count >= 0; count = input.read(chunk)) all.write(chunk, 0, count);
        return all.toByteArray();
    }

    static String text(InputStream input) throws IOException {
        return new String(bytes(input), StandardCharsets.UTF_8);
    }

    static void answer(OutputStream output, Object value) throws IOException {
        output.write(String.valueOf(value).getBytes(StandardCharsets.UTF_8));
    }

    public static class Echo implements StreamRequestHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            output.write(bytes(input));
        }
    }

    /** What the context says, a line each. */
    public static class Facts implements StreamRequestHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            answer(output, String.join("\n",
                context.getRequestId(), context.getExecutionCredentials().getAccessKeyId(),
                context.getFunctionParam().getFunctionName(), context.getFunctionParam().getFunctionHandler(),
                context.getFunctionParam().getFunctionInitializer() + "|",
                "" + context.getFunctionParam().getExecTimeLimitInMillis(),
                "" + context.getFunctionParam().getMemoryLimitInMB(), context.getService().getVersionId(),
                context.getService().getLogProject() + "|", "" + context.getTracing().getSpanBaggages(),
                "" + context.getRetryCount(), "" + context.equals(context), System.getProperty("user.dir"),
                "" + System.in.read(), "" + System.getenv("FCSH_RT_FD"), System.getenv("FC_FUNCTION_NAME")));
        }
    }

    /** Everything that can be written, in its order. */
    public static class Talk implements StreamRequestHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            System.out.println("one, 你好");
            System.err.println("two");
            context.getLogger().info("three");
            context.getLogger().debug("four");
            context.getLogger().setLogLevel(FunctionComputeLogger.Level.WARN);
            context.getLogger().info("not seen");
            context.getLogger().fatal("five");
            System.out.print("six");
        }
    }

    /** Lets a child write to the log and read standard input to its end. */
    public static class Child implements StreamRequestHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            String script = "cat; [ ! -e /proc/self/fd/3 ] || echo leaked; env | grep FCSH; echo done";
            try {
                answer(output, new ProcessBuilder("/bin/sh", "-c", script).inheritIO().start().waitFor());
            } catch (InterruptedException woken) {
                throw new IOException(woken);
            }
        }
    }

    public static class Lines implements StreamRequestHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) {
            for (int line = 0; line < 20000; line++) System.out.println("line " + line);
        }
    }

    /** Fails in the way the event names. */
    public static class Fail implements StreamRequestHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            switch (text(input)) {
                case "": answer(output, "alive"); break;
                case "checked": throw new IOException("oops");
                case "cause": throw new IllegalStateException("outer", new IOException("inner"));
                case "silent": throw new NullPointerException();
                case "deep": deep(1); break;
                case "memory": answer(output, new long[1 << 28].length); break;
                case "exit": System.exit(4); break;
                case "halt": Runtime.getRuntime().halt(5); break;
                default: throw new IllegalArgumentException();
            }
        }

        private static int deep(int depth) {
            return deep(depth + 1) + 1;
        }
    }

    public static class Wait implements StreamRequestHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            if (text(input).isEmpty()) answer(output, "quick");
            else forEver();
        }

        private static void forEver() {
            try {
                TimeUnit.DAYS.sleep(1);
            } catch (InterruptedException woken) {
                throw new IllegalStateException(woken);
            }
        }
    }

    /** Holds as many megabytes as the event says. */
    public static class Memory implements StreamRequestHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            byte[] held = new byte[Integer.parseInt(text(input)) << 20];
            for (int place = 0; place < held.length; place += 4096) held[place] = 1;
            answer(output, held.length);
        }
    }

    /** Handler and hooks in one class. */
    public static class Hooks implements StreamRequestHandler, FunctionInitializer, PreStopHandler {
        private int started = 0;

        @Override
        public void initialize(Context context) throws IOException {
            System.out.println("starting");
            started++;
            if ("raise".equals(System.getenv("START"))) throw new IOException("bad start");
        }

        @Override
        public void preStop(Context context) throws IOException {
            System.out.println("stopping");
            Files.write(Paths.get(System.getenv("FLAG")), context.getRequestId().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            answer(output, started);
        }
    }

    /** As web functions were before 3.0. */
    public static class Old implements HttpRequestHandler {
        @Override
        public void handleRequest(Object request, Object response, Context context) {}
    }

    /** Has the method, but none of the interfaces. */
    public static class Loose {
        public void handleRequest(InputStream input, OutputStream output, Context context) {}
    }

    public static class Demanding implements StreamRequestHandler {
        public Demanding(String needed) {}

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) {}
    }

    public static class Broken implements StreamRequestHandler {
        private static final int NUMBER = Integer.parseInt("x");

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) {}
    }

    /** Not public, as it may well be. */
    static class Hidden implements StreamRequestHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            answer(output, "hidden");
        }
    }
}
