package dev.multistream.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/**
 * Replaces secrets by {@code ***} in a stream of bytes, also when one is split over several writes.
 *
 * <p>Everything is passed on at once except a tail that may be the beginning of a secret, so that a log can be
 * followed. Secrets that overlap are replaced together; all other bytes are passed on exactly. Used by one thread.
 */
final class MaskingStream extends OutputStream {
    private static final byte[] STARS = {'*', '*', '*'};

    private final OutputStream out;
    /** Secrets by their first byte, as most bytes begin none. */
    private final byte[][][] byFirst = new byte[256][][];

    /** What was not decided yet is {@code buffer[0..length)}. */
    private byte[] buffer = new byte[1 << 15];

    private int length;
    /** How many bytes from the buffer's begin belong to a secret whose stars were written already. */
    private int covered;

    MaskingStream(OutputStream out, Collection<String> secrets) {
        this.out = out;
        for (String secret : secrets) {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            if (bytes.length > 0) {
                byte[][] same = byFirst[bytes[0] & 0xff];
                byte[][] more = same == null ? new byte[1][] : Arrays.copyOf(same, same.length + 1);
                more[more.length - 1] = bytes;
                byFirst[bytes[0] & 0xff] = more;
            }
        }
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        if (length + count > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + count));
        }
        System.arraycopy(bytes, offset, buffer, length, count);
        length += count;
        decide(false);
    }

    /** Writes what was held back, then closes. */
    @Override
    public void close() throws IOException {
        try (out) {
            decide(true);
        }
    }

    /** Passes on every byte of which it is certain whether it belongs to a secret. */
    private void decide(boolean last) throws IOException {
        int at = 0;
        int plainFrom = covered;
        while (at < length) {
            int end = secretAt(at, last);
            if (end < 0) {
                break;
            }
            if (end > Math.max(at, covered)) {
                if (at >= covered) {
                    out.write(buffer, plainFrom, at - plainFrom);
                    out.write(STARS);
                }
                covered = end;
                plainFrom = end;
            }
            at++;
        }
        if (at > plainFrom) {
            out.write(buffer, plainFrom, at - plainFrom);
        }
        System.arraycopy(buffer, at, buffer, 0, length - at);
        length -= at;
        covered = Math.max(0, covered - at);
    }

    /**
     * The end of the longest secret that begins here; {@code at} itself when none does; -1 when only more bytes can
     * tell.
     */
    private int secretAt(int at, boolean last) {
        byte[][] candidates = byFirst[buffer[at] & 0xff];
        int end = at;
        for (byte[] secret : candidates == null ? new byte[0][] : candidates) {
            int there = Math.min(secret.length, length - at);
            if (Arrays.equals(buffer, at, at + there, secret, 0, there)) {
                if (there == secret.length) {
                    end = Math.max(end, at + there);
                } else if (!last) {
                    return -1;
                }
            }
        }
        return end;
    }
}
