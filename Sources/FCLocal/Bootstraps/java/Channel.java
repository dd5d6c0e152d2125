package fcsh.host;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Frames to and from the endpoint, over an inherited socket. One frame is `type u8 | metaLen u32 | bodyLen u32 | meta
 * (JSON) | body`, numbers big endian.
 */
final class Channel {
    static final int CALL = 0x01;
    static final int STOP = 0x02;
    static final int READY = 0x80;
    static final int RESULT = 0x82;
    static final int ERROR = 0x83;

    private static final int HEADER_SIZE = 9;
    private static final int CHUNK = 65536;

    private final DataInputStream input;
    private final OutputStream output;

    /**
     * Java has no public way to open a descriptor by its number. It closes this one in the children of the function by
     * itself; as standard input it would be theirs as well, and what they read would be missing here.
     */
    Channel(int number) throws ReflectiveOperationException {
        FileDescriptor descriptor = new FileDescriptor();
        Field field = FileDescriptor.class.getDeclaredField("fd");
        field.setAccessible(true);
        field.setInt(descriptor, number);
        input = new DataInputStream(new BufferedInputStream(new FileInputStream(descriptor), CHUNK));
        output = new FileOutputStream(descriptor);
    }

    /** One frame as it came. */
    static final class Frame {
        final int type;
        final byte[] meta;
        final byte[] body;

        Frame(int type, byte[] meta, byte[] body) {
            this.type = type;
            this.meta = meta;
            this.body = body;
        }
    }

    /** The next frame, null when the endpoint is gone. */
    Frame receive() throws IOException {
        int type = input.read();
        if (type < 0) return null;
        try {
            byte[] meta = new byte[input.readInt()];
            byte[] body = new byte[input.readInt()];
            input.readFully(meta);
            input.readFully(body);
            return new Frame(type, meta, body);
        } catch (EOFException gone) {
            return null;
        }
    }

    void send(int type, Map<String, ?> meta, byte[] body) throws IOException {
        byte[] text = Json.write(meta).getBytes(StandardCharsets.UTF_8);
        int inFirst = Math.min(body.length, CHUNK);
        ByteBuffer first = ByteBuffer.allocate(HEADER_SIZE + text.length + inFirst);
        first.put((byte) type).putInt(text.length).putInt(body.length).put(text).put(body, 0, inFirst);
        output.write(first.array());
        for (int start = inFirst; start < body.length; start += CHUNK) {
            output.write(body, start, Math.min(CHUNK, body.length - start));
        }
    }
}
