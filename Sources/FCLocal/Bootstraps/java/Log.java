package fcsh.host;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The function's log: standard output and standard error, neither of them buffered, so that their order is kept. */
final class Log {
    private static final Stream OUT = new Stream(FileDescriptor.out);
    private static volatile boolean atLineStart = true;

    private Log() {}

    /** Remembers whether the last byte ended a line. */
    private static final class Stream extends OutputStream {
        private final FileOutputStream file;

        Stream(FileDescriptor descriptor) {
            file = new FileOutputStream(descriptor);
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            if (length == 0) return;
            file.write(bytes, start, length);
            atLineStart = bytes[start + length - 1] == '\n';
        }

        @Override
        public void close() {}
    }

    /** Lets `System.out` and `System.err` write to the log at once. */
    static void install() throws UnsupportedEncodingException {
        System.setOut(new PrintStream(OUT, false, "UTF-8"));
        System.setErr(new PrintStream(new Stream(FileDescriptor.err), false, "UTF-8"));
    }

    /** Writes one line of the platform, on a line of its own. */
    static void platformLine(String text) {
        write((atLineStart ? "" : "\n") + text + "\n");
    }

    /** `2024-03-04T05:06:07.089Z <request id> [LEVEL] message` */
    static void message(String requestId, String level, String text) {
        platformLine(time() + " " + requestId + " [" + level + "] " + text);
    }

    /** Put together by hand: the formatters of the library take longer to load than a whole call. */
    private static String time() {
        long now = System.currentTimeMillis();
        LocalDateTime time = LocalDateTime.ofEpochSecond(now / 1000, 0, ZoneOffset.UTC);
        return padded(time.getYear(), 4) + "-" + padded(time.getMonthValue(), 2) + "-" + padded(time.getDayOfMonth(), 2)
            + "T" + padded(time.getHour(), 2) + ":" + padded(time.getMinute(), 2) + ":" + padded(time.getSecond(), 2)
            + "." + padded((int) (now % 1000), 3) + "Z";
    }

    private static String padded(int number, int width) {
        String digits = String.valueOf(number);
        return "0000".substring(0, width - digits.length()) + digits;
    }

    private static void write(String text) {
        try {
            OUT.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException nobodyReads) {
            // The endpoint is gone; so is this process in a moment.
        }
    }
}
