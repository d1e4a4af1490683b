package dev.multistream.dashboard;

import dev.multistream.run.StepResult;
import dev.multistream.run.StreamWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a step that passed has found or made, in a few words. */
final class Findings {
    private Findings() {}

    /** Empty when there is nothing to tell. */
    static String of(Optional<StepResult> result) {
        if (result.isEmpty()) {
            return "";
        }
        StepResult found = result.get();
        if (found instanceof StepResult.AgentDone agent) {
            return agent.work().map(Findings::work).orElse("");
        } else if (found instanceof StepResult.GateDone gate) {
            return gate(gate);
        } else if (found instanceof StepResult.StreamMerged merge) {
            String conflicts = merge.conflicts().isEmpty()
                    ? ""
                    : ", " + count(merge.conflicts().size(), "conflict") + " resolved";
            return merge.merged().map(commit -> "merged as " + commit.brief()).orElse("") + conflicts;
        } else if (found instanceof StepResult.Published moved) {
            return moved.into() + " " + moved.from().brief() + " → "
                    + moved.to().brief();
        }
        return "";
    }

    private static String work(StreamWork work) {
        return count(work.commitCount(), "commit") + ", " + count(work.files().size(), "file") + ", +" + work.added()
                + " −" + work.deleted();
    }

    private static String gate(StepResult.GateDone gate) {
        List<String> found = new ArrayList<>();
        gate.tests()
                .ifPresent(tests -> found.add(count(tests.tests(), "test")
                        + (tests.skipped() > 0 ? ", " + tests.skipped() + " skipped" : "")));
        gate.coverage()
                .ifPresent(percent -> found.add(String.format(Locale.ROOT, "%.1f %% of lines covered", percent)));
        return String.join(", ", found);
    }

    static String count(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
