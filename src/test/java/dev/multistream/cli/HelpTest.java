package dev.multistream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multistream.testing.Golden;
import dev.multistream.testing.TestDirs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HelpTest {
    @RegisterExtension
    final TestDirs dirs = new TestDirs();

    @Test
    void the_help_of_all_commands_is_as_it_was() {
        List<String> lines = new ArrayList<>(Help.overview(Commands.all()));
        for (Command command : Commands.all()) {
            lines.add("");
            lines.add("=".repeat(100));
            lines.addAll(Help.command(command.info()));
        }
        Golden.assertSame("cli/help.txt", String.join("\n", lines) + "\n");
        Golden.assertAllUsed("cli", List.of("help.txt"));
    }

    @Test
    void every_command_has_an_example_and_lines_that_fit() {
        for (Command command : Commands.all()) {
            assertThat(command.info().examples()).as(command.info().name()).isNotEmpty();
            assertThat(Help.command(command.info()))
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(110));
        }
    }

    @Test
    void mistakes_in_arguments_are_named_with_what_was_probably_meant() {
        Site site = Site.with(dirs, "arguments", "version: 1\n");
        assertThat(site.harness("rnu").expect(2).err()).contains("no command 'rnu'", "did you mean 'harness run'?");
        assertThat(site.harness("run", "--jbos", "3").expect(2).err())
                .contains("no option --jbos", "did you mean --jobs?");
        assertThat(site.harness("run", "--jobs", "many").expect(2).err()).contains("--jobs takes a number");
        assertThat(site.harness("run", "--jobs").expect(2).err()).contains("--jobs needs a value");
        assertThat(site.harness("run", "--only", "a", "b", "c").expect(2).err()).contains("unexpected argument 'c'");
        assertThat(site.harness("resume").expect(2).err()).contains("no run in this repository yet");
        assertThat(site.harness("run", "nowhere.yaml").expect(2).err()).contains("there is no file nowhere.yaml");
        assertThat(site.harness("--version").expect(0).out()).isEqualTo("harness " + Main.VERSION + "\n");
        assertThat(site.harness("--help").expect(0).out()).contains("exit codes");
        assertThat(site.harness("logs", "--help").expect(0).out()).contains("usage: harness logs");
        assertThat(site.harness("run", "--color", "pink").expect(2).err()).contains("auto, always or never");
    }
}
