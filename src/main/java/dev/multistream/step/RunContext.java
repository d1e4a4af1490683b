package dev.multistream.step;

import dev.multistream.model.CommitId;
import dev.multistream.model.HarnessSpec;
import dev.multistream.model.RunId;
import dev.multistream.plan.Plan;
import dev.multistream.run.RunOptions;
import dev.multistream.store.RunDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What all steps of a run share and none of them changes.
 *
 * @param fileDirectory where harness.yaml lies; attachments and scenarios are relative to it
 * @param bases every base that the file names, resolved when the run began
 * @param environment what steps inherit, already cleaned of what must not reach them
 * @param secrets values of secrets, resolved by this process; never written anywhere
 */
public record RunContext(
        RunId run,
        HarnessSpec spec,
        Plan plan,
        RunDirectory directory,
        Path fileDirectory,
        Map<String, CommitId> bases,
        RunOptions options,
        Map<String, String> environment,
        Map<String, String> secrets) {
    public RunContext {
        bases = Map.copyOf(new TreeMap<>(bases));
        environment = Map.copyOf(environment);
        secrets = Map.copyOf(secrets);
    }

    /** The commit that a stream's or the file's {@code base} was resolved to. */
    CommitId base(Optional<String> commitish) {
        String name = commitish.or(spec::base).orElse("");
        return Optional.ofNullable(bases.get(name))
                .orElseThrow(() -> new IllegalStateException("base '" + name + "' was not resolved"));
    }

    Rendering rendering() {
        return new Rendering(spec, run, spec.base().orElse("HEAD"), name -> secrets.getOrDefault(name, ""));
    }

    /** The secrets that must not be readable in logs; very short ones would mask everything and hide nothing. */
    List<String> masks() {
        return secrets.values().stream()
                .filter(value -> value.length() >= 3)
                .sorted()
                .toList();
    }

    /** The mark of one attempt's processes; all of a run's begin with the run's id and a slash. */
    String mark(dev.multistream.plan.StepId step, int attempt) {
        return run + "/" + step + "/" + attempt;
    }
}
