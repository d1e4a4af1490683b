package dev.multistream.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProcFilesTest {
    private final ProcFiles files = ProcFiles.open().orElseThrow();

    @Test
    void a_stat_line_is_read_from_behind_the_last_bracket() {
        byte[] line = "42 (a) S (b) Z 7 8 9 0 -1 4 0 0 0 0 0 0 0 0 20 0 3 0 123456 1 2 3 4"
                .getBytes(StandardCharsets.US_ASCII);
        ProcFiles.Stat stat = ProcFiles.parse(42, line, line.length).orElseThrow();
        assertThat(stat).isEqualTo(new ProcFiles.Stat(42, 'Z', 7, 9, 3, 123456));
        assertThat(stat.isDead()).as("threads of it still run").isFalse();
    }

    @Test
    void half_a_stat_line_is_no_process() {
        byte[] line = "42 (a) S 7 8".getBytes(StandardCharsets.US_ASCII);
        assertThat(ProcFiles.parse(42, line, line.length)).isEmpty();
        assertThat(ProcFiles.parse(42, line, -1)).isEmpty();
    }

    @Test
    void the_own_process_is_among_all_and_not_newer_than_the_newest() {
        long self = ProcessHandle.current().pid();
        ProcFiles.Stat stat = files.stat(self).orElseThrow();
        assertThat(stat.isDead()).isFalse();
        assertThat(stat.session()).isEqualTo(files.ourSession());
        assertThat(files.all()).extracting(ProcFiles.Stat::pid).contains(self);
        assertThat(files.newest()).isPresent();
    }

    @Test
    void only_a_whole_variable_is_a_mark() {
        assertThat(ProcFiles.markIn("A=1\0HARNESS_MARK=run/step\0B=2\0".getBytes(StandardCharsets.UTF_8)))
                .contains("run/step");
        assertThat(ProcFiles.markIn("XHARNESS_MARK=a\0B=HARNESS_MARK=b\0".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(ProcFiles.markIn("HARNESS_MARK=cut".getBytes(StandardCharsets.UTF_8)))
                .contains("cut");
        assertThat(ProcFiles.markIn(new byte[0])).isEmpty();
    }
}
