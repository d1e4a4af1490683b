package dev.multistream.engine;

import dev.multistream.plan.StepId;
import dev.multistream.run.Outcome;
import dev.multistream.run.StepResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds every step until the test releases it by name. */
final class FakeStepExecutor implements StepExecutor {
    private final Map<StepId, Listener> held = new LinkedHashMap<>();
    private final Map<StepId, Start> starts = new LinkedHashMap<>();
    final List<String> started = new ArrayList<>();
    final List<String> cancelled = new ArrayList<>();
    boolean endsOnCancel = true;

    @Override
    public synchronized Running start(Start start, Listener listener) {
        StepId id = start.step().id();
        held.put(id, listener);
        starts.put(id, start);
        started.add(id + "#" + start.attempt());
        return atOnce -> cancel(id, atOnce);
    }

    private synchronized void cancel(StepId id, boolean atOnce) {
        cancelled.add(id + (atOnce ? "!" : ""));
        if (endsOnCancel && held.containsKey(id)) {
            release(id.value(), new Outcome.Cancelled("asked to"));
        }
    }

    synchronized List<String> running() {
        return held.keySet().stream().map(StepId::value).toList();
    }

    synchronized Start startOf(String id) {
        return Optional.ofNullable(starts.get(new StepId(id))).orElseThrow();
    }

    synchronized void claim(String id, double fraction, String task) {
        Optional.ofNullable(held.get(new StepId(id))).orElseThrow().progressed(fraction, task);
    }

    synchronized void release(String id, Outcome outcome) {
        release(id, outcome, Optional.empty());
    }

    synchronized void release(String id, Outcome outcome, Optional<StepResult> result) {
        Listener listener = held.remove(new StepId(id));
        if (listener == null) {
            throw new AssertionError(id + " is not running; running are " + running());
        }
        listener.finished(outcome, result, Optional.empty());
    }
}
