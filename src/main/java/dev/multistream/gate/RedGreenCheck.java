package dev.multistream.gate;

import dev.multistream.conflict.FileChange;
import dev.multistream.conflict.GlobSet;
import dev.multistream.gate.ScratchTrees.ScratchTree;
import dev.multistream.model.GateSpec;
import dev.multistream.model.RepoPath;
import dev.multistream.run.Outcome;
import dev.multistream.run.Reason;
import dev.multistream.run.StreamWork;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The gate that demands of a stream's tests to fail on its base and to pass on its head. */
final class RedGreenCheck {
    private final ScratchTrees trees;
    private final GateRequest request;
    private final GateCommand command;

    RedGreenCheck(ScratchTrees trees, GateRequest request, GateCommand command) {
        this.trees = trees;
        this.request = request;
        this.command = command;
    }

    /** One try: the base with the new tests, then the head. */
    Verdict run(GateSpec.RedGreen check, int attempt) throws InterruptedException {
        StreamWork work = request.work();
        List<RepoPath> tests = newTests(check, work);
        if (tests.isEmpty()) {
            return Verdict.finalRed(
                    Reason.GATE_FAILED,
                    "the stream added or changed no test that matches '" + String.join("', '", check.tests()) + "'");
        }
        Verdict red;
        try (ScratchTree base = trees.baseWithTests(work.base(), work.head(), tests)) {
            red = judgeBase(command.run(
                    base.directory(),
                    Optional.of("red half, try " + attempt + ": base "
                            + work.base().brief() + " with " + Wording.count(tests.size(), "test file") + " of "
                            + work.head().brief())));
        } catch (ScratchTreeException e) {
            return Verdict.finalRed(Reason.GIT, "red half: " + e.getMessage());
        }
        if (!red.isPassed()) {
            return red;
        }
        return green(attempt).after(red.tries(), red.findings());
    }

    private Verdict green(int attempt) throws InterruptedException {
        Optional<String> header = Optional.of(
                "green half, try " + attempt + ": head " + request.work().head().brief());
        ReportFiles reports =
                new ReportFiles(request.directory(), request.gate().reports());
        Verdict green = new CommandCheck(request, command).withReports(reports, attempt, header);
        Verdict said = green.prefixed("green half: on the head, ");
        return said.isPassed() ? said.withFinding("green half: the command passes on the head") : said;
    }

    /** The stream's own tests as they are on its head: new files, and known ones with new content. */
    static List<RepoPath> newTests(GateSpec.RedGreen check, StreamWork work) {
        GlobSet globs = GlobSet.of(check.tests());
        return work.files().stream()
                .filter(RedGreenCheck::hasNewContent)
                .map(FileChange::path)
                .filter(globs::matches)
                .sorted()
                .toList();
    }

    private static boolean hasNewContent(FileChange file) {
        return switch (file.kind()) {
            case ADDED, MODIFIED -> true;
            case RENAMED -> file.added() > 0;
            case DELETED, TYPE_CHANGED -> false;
        };
    }

    /** Turns round what the command said of the base: only a failure of its own making is what is wanted. */
    private static Verdict judgeBase(Verdict ran) {
        if (ran.isPassed()) {
            return ran.red(
                    Reason.GATE_FAILED,
                    "red half: the new tests pass on the base too, so they do not show that anything changed");
        }
        if (!(ran.outcome() instanceof Outcome.Failed failed)) {
            return ran;
        }
        OptionalInt exit =
                ran.tries().isEmpty() ? OptionalInt.empty() : ran.tries().get(0).exitCode();
        boolean ownFailure = failed.reason() == Reason.GATE_FAILED && exit.isPresent() && exit.getAsInt() < 126;
        Verdict said = ran.prefixed("red half: on the base, ");
        return ownFailure ? said.with(Outcome.passed()) : said;
    }
}
