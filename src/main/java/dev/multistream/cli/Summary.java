package dev.multistream.cli;

import dev.multistream.model.HarnessSpec;
import dev.multistream.run.RunState;
import java.util.List;

/** How a run stands, as a table. */
final class Summary {
    private Summary() {}

    static List<String> lines(HarnessSpec spec, RunState state, Terminal terminal) {
        return List.of("result: " + state.result().map(Enum::name).orElse("open"));
    }
}
