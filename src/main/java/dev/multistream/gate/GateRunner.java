package dev.multistream.gate;

import dev.multistream.model.GateSpec;
import dev.multistream.process.ProcessLauncher;
import dev.multistream.run.Outcome;
import dev.multistream.run.Reason;
import dev.multistream.run.StepResult.GateTry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs quality gates and judges them; fails closed: what cannot be read, found or finished is not a pass.
 *
 * <p>Thread-safe; a call blocks its thread until the gate is done.
 */
public final class GateRunner {
    private final ProcessLauncher launcher;
    private final ScratchTrees trees;
    private final InstantSource clock;

    /** @param clock tells how long commands took; nothing is decided by it */
    public GateRunner(ProcessLauncher launcher, ScratchTrees trees, InstantSource clock) {
        this.launcher = launcher;
        this.trees = trees;
        this.clock = clock;
    }

    /**
     * Judges one gate on one commit, repeating a red one as often as the request allows.
     *
     * @param stop ends it from another thread; the result is then {@link Outcome.Cancelled}
     * @throws InterruptedException when the thread is interrupted; the command has been told to end
     */
    public GateResult judge(GateRequest request, GateStop stop) throws InterruptedException {
        List<GateTry> tries = new ArrayList<>();
        List<String> findings = new ArrayList<>();
        int attempt = 1;
        Verdict verdict = attempt(request, stop, attempt);
        while (verdict.repeatable() && !verdict.isPassed() && attempt <= request.retries()) {
            tries.addAll(verdict.tries());
            findings.add("try " + attempt + ": " + verdict.message());
            attempt++;
            verdict = attempt(request, stop, attempt);
        }
        Verdict all = verdict.after(tries, findings);
        return (attempt > 1 && all.isPassed() ? flaky(request, all, attempt) : all).result(request.commit());
    }

    private static Verdict flaky(GateRequest request, Verdict passed, int attempt) {
        String what = "passed on try " + attempt + " of " + (request.retries() + 1) + " only";
        return request.gate().flakyFails()
                ? passed.red(Reason.GATE_FLAKY, "flaky: " + what)
                : passed.with(new Outcome.Passed(true)).withFinding("flaky: " + what);
    }

    private Verdict attempt(GateRequest request, GateStop stop, int attempt) throws InterruptedException {
        GateSpec.Check check = request.gate().check();
        GateCommand command = new GateCommand(launcher, clock, request, stop);
        if (check instanceof GateSpec.Changed changed) {
            return ChangeChecks.changed(changed, request.work());
        }
        if (check instanceof GateSpec.DiffSize size) {
            return ChangeChecks.size(size, request.work());
        }
        if (check instanceof GateSpec.Coverage coverage) {
            return new CommandCheck(request, command).coverage(coverage, attempt);
        }
        if (check instanceof GateSpec.RedGreen redGreen) {
            return new RedGreenCheck(trees, request, command).run(redGreen, attempt);
        }
        return new CommandCheck(request, command).run(attempt);
    }
}
