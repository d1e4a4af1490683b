package dev.multistream.web;

import dev.multistream.conflict.Crossing;
import dev.multistream.run.StepResult;
import dev.multistream.run.StreamWork;
import dev.multistream.run.TestReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a step found out, in short sentences for people. */
final class StepFacts {
    private static final int MOST = 12;

    private StepFacts() {}

    /** At most a dozen sentences; the report has all. */
    static List<String> of(StepResult result) {
        List<String> facts = all(result);
        if (facts.size() <= MOST) {
            return facts;
        }
        List<String> cut = new ArrayList<>(facts.subList(0, MOST));
        cut.add("and " + (facts.size() - MOST) + " more");
        return cut;
    }

    private static List<String> all(StepResult result) {
        if (result instanceof StepResult.WorktreeReady ready) {
            return List.of("branch " + ready.branch() + " from " + ready.base().brief());
        }
        if (result instanceof StepResult.AgentDone done) {
            return agent(done);
        }
        if (result instanceof StepResult.GateDone done) {
            return gate(done);
        }
        if (result instanceof StepResult.StreamMerged merged) {
            return merge(merged);
        }
        if (result instanceof StepResult.Reviewed reviewed) {
            return reviewed.review().stream()
                    .map(review -> (review.approved() ? "approved by " : "rejected by ")
                            + review.by()
                            + review.comment().map(text -> ": " + text).orElse(""))
                    .toList();
        }
        StepResult.Published published = (StepResult.Published) result;
        return List.of(
                published.into() + ": " + published.from().brief() + " → "
                        + published.to().brief(),
                "the old tip is kept at " + published.kept());
    }

    private static List<String> agent(StepResult.AgentDone done) {
        List<String> facts = new ArrayList<>();
        done.work().ifPresent(work -> facts.add(work(work)));
        if (done.committed()) {
            facts.add("what it had left was committed");
        }
        facts.addAll(done.notes());
        return facts;
    }

    private static List<String> gate(StepResult.GateDone done) {
        List<String> facts = new ArrayList<>();
        done.tests().ifPresent(tests -> facts.add(tests(tests)));
        done.coverage()
                .ifPresent(percent -> facts.add(String.format(Locale.ROOT, "%.1f %% of lines covered", percent)));
        if (done.tries().size() > 1) {
            facts.add("tried " + done.tries().size() + " times");
        }
        facts.addAll(done.findings());
        return facts;
    }

    private static List<String> merge(StepResult.StreamMerged merged) {
        List<String> facts = new ArrayList<>();
        facts.add(merged.merged().map(id -> "merged as " + id.brief()).orElse("left out"));
        facts.add(work(merged.work()));
        merged.conflicts()
                .forEach(conflict -> facts.add("conflict in " + conflict.path() + " (" + conflict.kind() + ")"
                        + conflict.resolution().map(how -> ", resolved: " + how).orElse("")));
        merged.crossings().stream().map(Crossing::describe).forEach(facts::add);
        return facts;
    }

    private static String work(StreamWork work) {
        return count(work.commitCount(), "commit") + ", " + count(work.files().size(), "file") + ", +" + work.added()
                + " −" + work.deleted();
    }

    private static String tests(TestReport tests) {
        return count(tests.tests(), "test")
                + (tests.isGreen() ? ", all green" : ", " + (tests.failures() + tests.errors()) + " red")
                + (tests.skipped() == 0 ? "" : ", " + tests.skipped() + " skipped");
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
