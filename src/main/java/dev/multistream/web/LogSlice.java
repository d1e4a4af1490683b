package dev.multistream.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A piece of a log as it lies on the disk.
 *
 * @param bytes read-only
 * @param offset where the piece begins in the log
 * @param size of the whole log at the time, in bytes
 * @param complete whether nothing will be added any more
 */
public record LogSlice(ByteBuffer bytes, long offset, long size, boolean complete) {
    public LogSlice {
        bytes = bytes.asReadOnlyBuffer();
    }

    /** The slice without a last character that it cuts in two; the next one begins with it. */
    LogSlice withoutTornCharacter() {
        int length = bytes.remaining();
        boolean nothingFollows = complete && offset + length >= size;
        return nothingFollows
                ? this
                : new LogSlice(bytes.slice(bytes.position(), length - tornBytes()), offset, size, complete);
    }

    /** The bytes as UTF-8, invalid ones replaced by U+FFFD. */
    String text() {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    /** Where the next slice begins. */
    long next() {
        return offset + bytes.remaining();
    }

    /** How many bytes at the end begin a UTF-8 character without ending it. */
    private int tornBytes() {
        int end = bytes.limit();
        for (int back = 1; back <= Math.min(3, bytes.remaining()); back++) {
            int b = bytes.get(end - back) & 0xff;
            if (b >= 0xc0) {
                int length = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
                return length > back ? back : 0;
            }
            if (b < 0x80) {
                return 0;
            }
        }
        return 0;
    }
}
