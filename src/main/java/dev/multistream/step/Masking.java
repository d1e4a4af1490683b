package dev.multistream.step;

import dev.multistream.conflict.FileConflict;
import dev.multistream.run.Outcome;
import dev.multistream.run.StepResult;
import dev.multistream.run.TestReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes secrets out of what steps found, before it reaches the journal and with it every report.
 *
 * <p>Logs are masked where they are written; this is for texts that came another way: users' test reports, messages,
 * the lines of a conflict.
 *
 * @param secrets longer ones first, so that one that contains another is taken as a whole
 */
record Masking(List<String> secrets) {
    private static final String MASK = "***";

    Masking {
        secrets = secrets.stream()
                .sorted((one, other) -> Integer.compare(other.length(), one.length()))
                .toList();
    }

    StepWork.Done done(StepWork.Done done) {
        return secrets.isEmpty()
                ? done
                : new StepWork.Done(outcome(done.outcome()), done.result().map(this::result));
    }

    String text(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }

    private Outcome outcome(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            return new Outcome.Failed(failed.reason(), text(failed.message()));
        } else if (outcome instanceof Outcome.Waiting waiting) {
            return new Outcome.Waiting(waiting.what(), text(waiting.message()));
        } else if (outcome instanceof Outcome.Cancelled cancelled) {
            return new Outcome.Cancelled(text(cancelled.why()));
        }
        return outcome;
    }

    private StepResult result(StepResult result) {
        if (result instanceof StepResult.GateDone gate) {
            return new StepResult.GateDone(
                    gate.commit(),
                    gate.tries(),
                    gate.tests().map(this::tests),
                    gate.coverage(),
                    texts(gate.findings()));
        } else if (result instanceof StepResult.AgentDone agent) {
            return new StepResult.AgentDone(agent.exitCode(), agent.committed(), agent.work(), texts(agent.notes()));
        } else if (result instanceof StepResult.StreamMerged merged) {
            return new StepResult.StreamMerged(
                    merged.target(),
                    merged.onto(),
                    merged.head(),
                    merged.merged(),
                    merged.tree(),
                    merged.simulated(),
                    merged.crossings(),
                    merged.conflicts().stream().map(this::conflict).toList(),
                    merged.work());
        }
        return result;
    }

    private List<String> texts(List<String> texts) {
        return texts.stream().map(this::text).toList();
    }

    private TestReport tests(TestReport report) {
        List<TestReport.Case> cases = new ArrayList<>();
        for (TestReport.Case one : report.cases()) {
            Optional<String> message = one.message().map(this::text);
            cases.add(new TestReport.Case(
                    text(one.suite()), text(one.classname()), text(one.name()), one.seconds(), one.result(), message));
        }
        return new TestReport(
                report.tests(),
                report.failures(),
                report.errors(),
                report.skipped(),
                report.seconds(),
                cases,
                report.dropped());
    }

    private FileConflict conflict(FileConflict conflict) {
        List<FileConflict.Hunk> hunks = conflict.hunks().stream()
                .map(hunk ->
                        new FileConflict.Hunk(hunk.line(), text(hunk.base()), text(hunk.ours()), text(hunk.theirs())))
                .toList();
        return new FileConflict(conflict.path(), conflict.kind(), hunks, conflict.resolution());
    }
}
