package dev.multistream.store;

import dev.multistream.run.JournalEntry;
import dev.multistream.run.JournalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a journal file holds.
 *
 * @param length bytes up to the end of the last whole entry
 * @param torn whether something incomplete follows it
 */
public record JournalFile(List<JournalEntry> entries, long length, boolean torn) {
    static final int VERSION = 1;
    static final byte[] HEADER =
            ("{\"format\":\"harness-journal\",\"version\":" + VERSION + "}\n").getBytes(StandardCharsets.UTF_8);

    public JournalFile {
        entries = List.copyOf(entries);
    }

    /**
     * Reads a whole journal.
     *
     * @throws JournalException when it is not a journal, is of a newer version, or is damaged before its last line
     */
    public static JournalFile read(Path file, EntryCodec codec) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new JournalException("cannot read " + file, e);
        }
        int start = checkHeader(file, bytes, codec);
        List<JournalEntry> entries = new ArrayList<>();
        while (start < bytes.length) {
            int end = endOfLine(bytes, start);
            if (end < 0) {
                return new JournalFile(entries, start, true);
            }
            try {
                entries.add(codec.read(bytes, start, end - start));
            } catch (JournalException e) {
                // A line that was cut by a crash can be followed by nothing; anything else is damage.
                if (endOfLine(bytes, end + 1) < 0 && end + 1 >= bytes.length) {
                    return new JournalFile(entries, start, true);
                }
                throw new JournalException(file + ":" + (entries.size() + 2) + ": " + e.getMessage(), e);
            }
            start = end + 1;
        }
        return new JournalFile(entries, start, false);
    }

    private static int checkHeader(Path file, byte[] bytes, EntryCodec codec) {
        int end = endOfLine(bytes, 0);
        if (end < 0) {
            throw new JournalException(file + " has no header: the run died before it began; start it anew");
        }
        int version = codec.version(bytes, end);
        if (version > VERSION) {
            throw new JournalException(file + " has format version " + version + ", this harness reads up to " + VERSION
                    + ": use a newer harness");
        }
        return end + 1;
    }

    private static int endOfLine(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
