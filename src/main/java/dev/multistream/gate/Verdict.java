package dev.multistream.gate;

import dev.multistream.model.CommitId;
import dev.multistream.run.Outcome;
import dev.multistream.run.Reason;
import dev.multistream.run.StepResult.GateDone;
import dev.multistream.run.StepResult.GateTry;
import dev.multistream.run.TestReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one try of a gate came to.
 *
 * @param repeatable whether another try could come to something else
 */
record Verdict(
        Outcome outcome,
        boolean repeatable,
        List<GateTry> tries,
        Optional<TestReport> tests,
        OptionalDouble coverage,
        List<String> findings) {
    Verdict {
        tries = List.copyOf(tries);
        findings = List.copyOf(findings);
    }

    static Verdict passed(List<GateTry> tries, List<String> findings) {
        return new Verdict(Outcome.passed(), false, tries, Optional.empty(), OptionalDouble.empty(), findings);
    }

    /** A red that stays red however often it is tried. */
    static Verdict finalRed(Reason reason, String message) {
        Outcome failed = Outcome.failed(reason, message);
        return new Verdict(failed, false, List.of(), Optional.empty(), OptionalDouble.empty(), List.of(message));
    }

    boolean isPassed() {
        return outcome instanceof Outcome.Passed;
    }

    /** Why it did not pass; empty if it did. */
    String message() {
        if (outcome instanceof Outcome.Failed failed) {
            return failed.message();
        }
        return outcome instanceof Outcome.Cancelled cancelled ? cancelled.why() : "";
    }

    /** The same with another outcome, and its message among the findings. */
    Verdict red(Reason reason, String message) {
        return new Verdict(Outcome.failed(reason, message), true, tries, tests, coverage, plus(findings, message));
    }

    Verdict unrepeatable() {
        return new Verdict(outcome, false, tries, tests, coverage, findings);
    }

    /** The same, with where it happened said before the failure and every finding. */
    Verdict prefixed(String prefix) {
        Outcome where = outcome instanceof Outcome.Failed failed
                ? Outcome.failed(failed.reason(), prefix + failed.message())
                : outcome;
        List<String> said = findings.stream().map(finding -> prefix + finding).toList();
        return new Verdict(where, repeatable, tries, tests, coverage, said);
    }

    Verdict with(Outcome other) {
        return new Verdict(other, repeatable, tries, tests, coverage, findings);
    }

    Verdict withTests(TestReport report) {
        return new Verdict(outcome, repeatable, tries, Optional.of(report), coverage, findings);
    }

    Verdict withCoverage(double percent) {
        return new Verdict(outcome, repeatable, tries, tests, OptionalDouble.of(percent), findings);
    }

    Verdict withFinding(String finding) {
        return new Verdict(outcome, repeatable, tries, tests, coverage, plus(findings, finding));
    }

    /** The same with what earlier tries did and found put before it. */
    Verdict after(List<GateTry> earlierTries, List<String> earlierFindings) {
        List<GateTry> allTries = new ArrayList<>(earlierTries);
        allTries.addAll(tries);
        List<String> allFindings = new ArrayList<>(earlierFindings);
        allFindings.addAll(findings);
        return new Verdict(outcome, repeatable, allTries, tests, coverage, allFindings);
    }

    GateResult result(CommitId judged) {
        return new GateResult(outcome, new GateDone(judged, tries, tests, coverage, findings));
    }

    private static List<String> plus(List<String> findings, String finding) {
        List<String> all = new ArrayList<>(findings);
        all.add(finding);
        return all;
    }
}
