package dev.multistream.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class HarnessServerTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    /** What a program does that has a server and never starts it. */
    static final class NeverStarted {
        private NeverStarted() {}

        public static void main(String[] arguments) {
            try (HarnessServer server =
                    new HarnessServer(new FakeRunSource(), new Token(new byte[32]), InstantSource.system())) {
                if (server.link().isPresent()) {
                    throw new AssertionError("there is a link already");
                }
            }
        }
    }

    @Test
    void nothing_of_the_web_library_is_loaded_before_the_start() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NeverStarted.class.getName())
                .redirectErrorStream(true)
                .start();
        List<String> output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst("^.*\\[class,load] (\\S+) .*$", "$1"))
                .toList();
        assertThat(process.waitFor()).as("exit code").isZero();
        assertThat(output)
                .filteredOn(line -> line.equals(HarnessServer.class.getName()))
                .hasSize(1);
        assertThat(output)
                .filteredOn(line -> line.startsWith("io.undertow")
                        || line.startsWith("org.xnio")
                        || line.startsWith("tools.jackson"))
                .isEmpty();
    }

    @Test
    void it_listens_on_loopback_says_where_and_stops() throws Exception {
        HarnessServer server = new HarnessServer(new FakeRunSource(), Served.TOKEN, InstantSource.system());
        assertThat(server.link()).isEmpty();
        URI address = server.start(ANY_PORT);
        assertThat(server.start(ANY_PORT)).as("the second start").isEqualTo(address);
        assertThat(address.getHost()).isEqualTo("127.0.0.1");
        assertThat(server.link()).isEqualTo(Optional.of(address.resolve("/?token=" + Served.TOKEN.text())));
        server.close();
        server.close();
        assertThatThrownBy(() -> address.toURL().openStream()).isInstanceOf(ConnectException.class);
    }

    @Test
    void an_address_that_cannot_be_had_is_named() throws Exception {
        try (HarnessServer first = new HarnessServer(new FakeRunSource(), Served.TOKEN, InstantSource.system());
                HarnessServer second = new HarnessServer(new FakeRunSource(), Served.TOKEN, InstantSource.system())) {
            int port = first.start(ANY_PORT).getPort();
            assertThatThrownBy(() -> second.start(new InetSocketAddress(ANY_PORT.getAddress(), port)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the page cannot listen on")
                    .hasMessageContaining(":" + port);
            assertThatThrownBy(() -> second.start(InetSocketAddress.createUnresolved("no.such.host.invalid", 0)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no such host");
        }
    }
}
