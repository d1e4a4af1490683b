package dev.multistream.store;

import dev.multistream.run.Journal;
import dev.multistream.run.JournalEntry;
import dev.multistream.run.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The journal as a file of JSON lines: a header with the format's version, then one entry a line.
 *
 * <p>Opening cuts off a torn last line, as a crash in the middle of a write leaves it. Used by one thread.
 */
public final class FileJournal implements Journal, AutoCloseable {
    private final Path file;
    private final Sink sink;
    private final EntryCodec codec;

    /** Where bytes go; a port so that tests can make the n-th write fail. */
    public interface Sink extends AutoCloseable {
        /** Appends all bytes, or throws having appended some. */
        void write(ByteBuffer bytes) throws IOException;

        /** Returns when everything written is on the disk. */
        void force() throws IOException;

        @Override
        void close() throws IOException;
    }

    private FileJournal(Path file, Sink sink, EntryCodec codec) {
        this.file = file;
        this.sink = sink;
        this.codec = codec;
    }

    /** Starts a new journal; the file must not exist. */
    public static FileJournal create(Path file, EntryCodec codec) throws IOException {
        java.nio.file.Files.createDirectories(file.toAbsolutePath().getParent());
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        FileJournal journal = new FileJournal(file, new ChannelSink(channel), codec);
        journal.sink.write(ByteBuffer.wrap(JournalFile.HEADER));
        journal.sink.force();
        return journal;
    }

    /** Goes on with a journal that was read before; what lies beyond {@code length} bytes (a torn line) is cut off. */
    public static FileJournal continueAt(Path file, long length, EntryCodec codec) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        channel.truncate(length);
        channel.position(length);
        channel.force(true);
        return new FileJournal(file, new ChannelSink(channel), codec);
    }

    /** A journal over any sink, positioned after the header. */
    public static FileJournal over(Path name, Sink sink, EntryCodec codec) {
        return new FileJournal(name, sink, codec);
    }

    @Override
    public void append(List<JournalEntry> entries) {
        try {
            boolean durable = false;
            java.io.ByteArrayOutputStream lines = new java.io.ByteArrayOutputStream(512);
            for (JournalEntry entry : entries) {
                codec.write(entry, lines);
                durable |= entry.event().durable();
            }
            sink.write(ByteBuffer.wrap(lines.toByteArray()));
            if (durable) {
                sink.force();
            }
        } catch (IOException e) {
            throw new JournalException(
                    "cannot write " + file + ": " + e.getMessage()
                            + "; the run stops here, `harness resume` takes it up again",
                    e);
        }
    }

    @Override
    public void close() {
        try {
            sink.close();
        } catch (IOException e) {
            throw new JournalException("cannot close " + file, e);
        }
    }

    private record ChannelSink(FileChannel channel) implements Sink {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
