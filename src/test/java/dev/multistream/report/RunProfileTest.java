package dev.multistream.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunProfileTest {
    static Stream<String> names() {
        return Fixtures.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void events_of_a_thread_lie_beside_or_inside_each_other(String name) {
        Map<String, List<long[]>> threads = new HashMap<>();
        for (JsonNode event : events(name)) {
            if (event.at("/ph").asString().equals("X")) {
                long start = event.at("/ts").asLong();
                long end = start + event.at("/dur").asLong();
                assertThat(start).isNotNegative();
                assertThat(end).isGreaterThanOrEqualTo(start);
                threads.computeIfAbsent(event.at("/pid") + "/" + event.at("/tid"), key -> new ArrayList<>())
                        .add(new long[] {start, end});
            }
        }
        threads.values()
                .forEach(spans -> spans.forEach(one -> assertThat(spans)
                        .allMatch(other -> other[1] <= one[0]
                                || other[0] >= one[1]
                                || other[0] <= one[0] && other[1] >= one[1]
                                || other[0] >= one[0] && other[1] <= one[1])));
    }

    @Test
    void attempts_and_stages_are_complete_events_with_their_outcome() {
        List<JsonNode> complete = events("resumed").stream()
                .filter(event -> event.at("/ph").asString().equals("X"))
                .toList();

        assertThat(complete)
                .filteredOn(event -> event.at("/args/step").asString("").equals("auth.agent.backend"))
                .extracting(event -> event.at("/args/outcome").asString())
                .containsExactly("errored", "passed");
        assertThat(events("green"))
                .filteredOn(event -> event.at("/cat").asString("").equals("stage"))
                .extracting(event -> event.at("/name").asString())
                .containsExactly("worktree", "carry", "setup");
    }

    @Test
    void the_critical_path_is_a_category_and_a_flow_from_its_first_to_its_last_step() {
        List<JsonNode> events = events("green");

        assertThat(events)
                .filteredOn(event -> event.at("/name").asString().equals("critical-path"))
                .extracting(event -> event.at("/ph").asString())
                .containsExactly("s", "t", "t", "t", "t", "t", "t", "t", "t", "f");
        assertThat(events)
                .filteredOn(event -> event.at("/args/step").asString("").equals("auth.agent.backend"))
                .allMatch(event -> event.at("/cat").asString().equals("agent,critical-path"));
        assertThat(events)
                .filteredOn(event -> event.at("/args/step").asString("").equals("perf.agent.codex"))
                .allMatch(event -> event.at("/cat").asString().equals("agent"));
    }

    @Test
    void each_stream_and_checkpoint_is_a_process_with_a_name() {
        assertThat(events("green"))
                .filteredOn(event -> event.at("/name").asString().equals("process_name"))
                .extracting(event -> event.at("/args/name").asString())
                .containsExactly("stream auth", "stream perf", "stream dashboard", "checkpoint integrate");
    }

    private static List<JsonNode> events(String name) {
        JsonNode root = JsonMapper.shared().readTree(RunProfile.render(Fixtures.model(name)));
        List<JsonNode> events = new ArrayList<>();
        root.at("/traceEvents").forEach(events::add);
        return events;
    }
}
