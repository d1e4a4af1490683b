package dev.multistream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multistream.testing.TestDirs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LauncherTest {
    @RegisterExtension
    final TestDirs dirs = new TestDirs();

    private final Map<String, String> environment = new TreeMap<>();
    private Path home = Path.of("");
    private Path root = Path.of("");
    private Path tools = Path.of("");

    @BeforeEach
    void a_project_beside_a_jdk_and_a_maven() throws IOException {
        home = dirs.fresh("launcher with blank");
        root = Files.createDirectories(home.resolve("the project"));
        tools = Files.createDirectories(home.resolve("tools"));
        Files.copy(Path.of("harness"), root.resolve("harness"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectories(root.resolve("src/main"));
        write(root.resolve("pom.xml"), "");
        write(root.resolve("src/main/A.java"), "");
        for (String tool : List.of(
                "sh",
                "find",
                "readlink",
                "mkdir",
                "rm",
                "mv",
                "touch",
                "date",
                "sed",
                "head",
                "flock",
                "cat",
                "sleep")) {
            Path real = Files.exists(Path.of("/usr/bin", tool)) ? Path.of("/usr/bin", tool) : Path.of("/bin", tool);
            if (Files.exists(real)) {
                Files.createSymbolicLink(tools.resolve(tool), real);
            }
        }
        maven("mkdir -p \"$root/target/lib\"; echo jar >\"$root/target/harness.jar\"");
        jdk("17.0.9");
        environment.put("PATH", tools.toString());
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("HARNESS_JAVA_HOME", home.resolve("jdk 17.0.9").toString());
    }

    @Test
    void builds_at_first_use_and_hands_its_arguments_to_java() throws Exception {
        Ended first = launch(root.resolve("harness"), "validate", "a b");

        assertThat(first.error).matches("harness: building \\(first use, about a minute\\) … done in \\d+ s\n");
        assertThat(first.output).endsWith("-jar\n" + root + "/target/harness.jar\nvalidate\na b\n");
        assertThat(first.output).contains("-Dharness.home=" + root + "\n", "-XX:TieredStopAtLevel=1\n");
        assertThat(first.exit).isZero();
    }

    @Test
    void builds_once_and_again_only_when_a_source_is_newer() throws Exception {
        launch(root.resolve("harness"), "plan");
        Ended second = launch(root.resolve("harness"), "plan");
        Path jar = root.resolve("target/harness.jar");
        FileTime later =
                FileTime.from(Files.getLastModifiedTime(jar).toInstant().plus(Duration.ofSeconds(1)));
        Files.setLastModifiedTime(root.resolve("src/main/A.java"), later);
        Ended third = launch(root.resolve("harness"), "plan");

        assertThat(second.error).isEmpty();
        assertThat(third.error).startsWith("harness: building (sources have changed) …");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void two_first_uses_at_once_build_once() throws Exception {
        maven("sleep 1; mkdir -p \"$root/target/lib\"; echo jar >\"$root/target/harness.jar\"");

        Process one = start(root.resolve("harness"), List.of("plan"));
        Process two = start(root.resolve("harness"), List.of("plan"));

        assertThat(List.of(one.waitFor(), two.waitFor())).containsExactly(0, 0);
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void is_found_through_a_chain_of_links_from_anywhere() throws Exception {
        Files.createSymbolicLink(root.resolve("inner link"), Path.of("harness"));
        Path outer = Files.createSymbolicLink(home.resolve("outer"), Path.of("the project/inner link"));

        assertThat(launch(outer, "plan").output).contains("-Dharness.home=" + root + "\n");
    }

    @Test
    void a_failed_build_shows_its_errors_and_its_log() throws Exception {
        maven(
                "echo '[INFO] noise'; echo '[ERROR] A.java:[1,1] no good'; echo '[ERROR] -> [Help 1]'; echo '[ERROR] noise'; exit 1");

        Ended ended = launch(root.resolve("harness"), "plan");

        assertThat(ended.exit).isEqualTo(6);
        assertThat(ended.error)
                .contains("[ERROR] A.java:[1,1] no good\n", "whole log: " + root + "/target/build.log")
                .doesNotContain("noise");
    }

    @Test
    void the_exit_code_is_that_of_java() throws Exception {
        environment.put("FAKE_EXIT", "5");

        assertThat(launch(root.resolve("harness"), "status").exit).isEqualTo(5);
    }

    @Test
    void a_jdk_that_is_too_old_is_named() throws Exception {
        environment.put("HARNESS_JAVA_HOME", jdk("11.0.2").toString());

        Ended ended = launch(root.resolve("harness"), "plan");

        assertThat(ended.exit).isEqualTo(6);
        assertThat(ended.error)
                .contains("not a JDK 17 or newer")
                .contains("Java 11.0.2 in " + home + "/jdk 11.0.2: too old");
    }

    @Test
    void a_runtime_can_run_but_not_build() throws Exception {
        Files.delete(home.resolve("jdk 17.0.9/bin/javac"));

        assertThat(launch(root.resolve("harness"), "plan").error).contains("a runtime without a compiler");

        Files.createDirectories(root.resolve("target"));
        write(root.resolve("target/harness.jar"), "jar");
        assertThat(launch(root.resolve("harness"), "plan").exit).isZero();
    }

    @Test
    void java_home_comes_before_the_path_and_an_unfit_one_is_passed_over() throws Exception {
        environment.remove("HARNESS_JAVA_HOME");
        Path onPath = jdk("21.0.1");
        Files.createSymbolicLink(tools.resolve("java"), onPath.resolve("bin/java"));
        environment.put("JAVA_HOME", jdk("11.0.2").toString());
        environment.put("HARNESS_DEBUG", "1");

        assertThat(launch(root.resolve("harness"), "plan").error).contains("Java 21.0.1 in " + onPath + ",");

        environment.put("JAVA_HOME", home.resolve("jdk 17.0.9").toString());
        assertThat(launch(root.resolve("harness"), "plan").error).contains("Java 17.0.9 in ");
    }

    @Test
    void missing_maven_is_named_with_its_package() throws Exception {
        Files.delete(tools.resolve("mvn"));

        Ended ended = launch(root.resolve("harness"), "plan");

        assertThat(ended.exit).isEqualTo(6);
        assertThat(ended.error).contains("apt install maven");
    }

    @Test
    void java_gets_a_utf_8_locale_and_the_users_own_in_a_variable() throws Exception {
        assertThat(launch(root.resolve("harness"), "plan").output).contains("locale C.UTF-8 was (unset)\n");

        environment.put("LC_ALL", "POSIX");
        assertThat(launch(root.resolve("harness"), "plan").output).contains("locale C.UTF-8 was POSIX\n");

        environment.remove("LC_ALL");
        assertThat(launch(root.resolve("harness"), "plan").output).contains("locale C.UTF-8 was \n");
    }

    @Test
    void a_long_command_gets_the_optimising_compiler_and_the_users_options() throws Exception {
        environment.put("HARNESS_JAVA_OPTS", "-Xmx3g -XX:+UseG1GC");

        assertThat(launch(root.resolve("harness"), "run").output)
                .contains("-Xmx3g\n", "-XX:+UseG1GC\n")
                .doesNotContain("TieredStopAtLevel", "SerialGC");
    }

    @Test
    void an_archive_is_made_once_for_each_build_and_used() throws Exception {
        environment.put("FAKE_DUMP", "1");
        environment.put("HARNESS_DEBUG", "1");

        Ended first = launch(root.resolve("harness"), "--version");
        Ended second = launch(root.resolve("harness"), "--version");

        assertThat(first.error).contains("harness: making ");
        assertThat(second.error).doesNotContain("harness: making ");
        assertThat(second.output).contains("-XX:SharedArchiveFile=" + root + "/target/cds/short_");
    }

    private Path jdk(String version) throws IOException {
        Path jdk = home.resolve("jdk " + version);
        Files.createDirectories(jdk.resolve("bin"));
        write(jdk.resolve("release"), "IMPLEMENTOR=\"Paper\"\nJAVA_VERSION=\"" + version + "\"\n");
        program(jdk.resolve("bin/java"), """
                echo "locale $LC_ALL was ${HARNESS_LC_ALL_ORIGINAL-(unset)}"
                for word; do
                    case $word in -XX:ArchiveClassesAtExit=*) [ -z "${FAKE_DUMP:-}" ] || echo classes >"${word#*=}" ;; esac
                    printf '%s\\n' "$word"
                done
                exit "${FAKE_EXIT:-0}"
                """);
        program(jdk.resolve("bin/javac"), "");
        return jdk;
    }

    private void maven(String body) throws IOException {
        program(tools.resolve("mvn"), "root='" + root + "'\necho built >>\"$root/builds\"\n" + body);
    }

    private long builds() throws IOException {
        return Files.readAllLines(root.resolve("builds")).size();
    }

    private record Ended(int exit, String output, String error) {}

    private Ended launch(Path program, String... arguments) throws IOException, InterruptedException {
        Process process = start(program, List.of(arguments));
        int exit = process.waitFor();
        return new Ended(exit, Files.readString(home.resolve("out")), Files.readString(home.resolve("err")));
    }

    private Process start(Path program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectOutput(home.resolve("out").toFile())
                .redirectError(home.resolve("err").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static void program(Path file, String body) throws IOException {
        write(file, "#!/bin/sh\n" + body + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make executable: " + file);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
