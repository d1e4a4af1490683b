package dev.multistream.report;

import dev.multistream.run.RunEvent;
import dev.multistream.testing.RunFixture;
import dev.multistream.testing.Runs;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The runs of {@link Runs} as report models, and a source of logs. */
final class Fixtures {
    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    static final Instant NOW = RunFixture.START.plusSeconds(62);

    static final LogSource LOGS = new LogSource() {
        @Override
        public Optional<String> tail(RunEvent.Log log, int maxBytes) {
            return Optional.of("the end of " + log.path() + "\n");
        }

        @Override
        public Optional<String> path(RunEvent.Log log) {
            return Optional.of("../runs/" + log.path());
        }
    };

    private Fixtures() {}

    /** The names of all runs, the hostile one among them. */
    static Stream<String> names() {
        return all().keySet().stream();
    }

    static ReportModel model(String name) {
        Supplier<RunFixture> supplier = all().get(name);
        return model(supplier.get());
    }

    static ReportModel model(RunFixture run) {
        return ReportModel.of(run.spec(), run.plan(), run.entries(), NOW);
    }

    private static Map<String, Supplier<RunFixture>> all() {
        Map<String, Supplier<RunFixture>> all = new LinkedHashMap<>(Runs.all());
        all.put("hostile", Runs::hostile);
        return all;
    }
}
