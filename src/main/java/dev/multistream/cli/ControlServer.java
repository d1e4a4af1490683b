package dev.multistream.cli;

import dev.multistream.engine.Inbox;
import dev.multistream.engine.Input;
import dev.multistream.store.AtomicFile;
import dev.multistream.store.RunDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The socket by which other commands reach a run that a process is at: a line in, a line back.
 *
 * <p>It lies in a directory that only the user may enter; its address stands in the run's {@code control.json}.
 */
final class ControlServer implements AutoCloseable {
    private final ServerSocketChannel server;
    private final Path directory;
    private final Path address;
    private final RunDirectory run;

    private ControlServer(ServerSocketChannel server, Path directory, Path address, RunDirectory run) {
        this.server = server;
        this.directory = directory;
        this.address = address;
        this.run = run;
    }

    /** Opens it and listens on a thread of its own. */
    static ControlServer open(RunDirectory run, Inbox inbox) throws IOException {
        // A socket's path is at most 108 bytes long, so it cannot lie in the repository.
        Path directory = Files.createTempDirectory(
                "harness-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path address = directory.resolve("control");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(address));
        String json = "{\"version\":1,\"socket\":\"" + address + "\",\"pid\":"
                + ProcessHandle.current().pid() + "}\n";
        AtomicFile.write(run.control(), json.getBytes(StandardCharsets.UTF_8));
        ControlServer control = new ControlServer(server, directory, address, run);
        Thread thread = new Thread(() -> control.serve(inbox), "control");
        thread.setDaemon(true);
        thread.start();
        return control;
    }

    private void serve(Inbox inbox) {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept()) {
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(client), StandardCharsets.UTF_8), 4096);
                Optional<Input> input = ControlMessage.read(
                        Optional.ofNullable(reader.readLine()).orElse(""));
                input.ifPresent(inbox::submit);
                client.write(ByteBuffer.wrap(
                        (input.isPresent() ? "ok\n" : "not understood\n").getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                // A client that went away harms nobody; a closed server ends the loop above.
                continue;
            }
        }
    }

    /** Sends an input to the process that works on a run; false when none answers. */
    static boolean send(RunDirectory run, Input input) throws IOException {
        if (!Files.exists(run.control())) {
            return false;
        }
        String json = Files.readString(run.control());
        String address = json.replaceFirst("(?s).*\"socket\":\"", "").replaceFirst("(?s)\".*", "");
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(address))) {
            channel.write(ByteBuffer.wrap((ControlMessage.write(input) + "\n").getBytes(StandardCharsets.UTF_8)));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
            return "ok".equals(reader.readLine());
        } catch (java.net.SocketException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(address);
        Files.deleteIfExists(directory);
        Files.deleteIfExists(run.control());
    }
}
