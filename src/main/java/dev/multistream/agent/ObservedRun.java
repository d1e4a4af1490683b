package dev.multistream.agent;

import dev.multistream.agent.AgentAdapter.AgentRun;
import dev.multistream.process.ProcessLauncher;
import dev.multistream.process.ProcessSpec;
import dev.multistream.process.RunningProcess;
import dev.multistream.process.SpawnException;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A running agent whose events file is followed. */
final class ObservedRun implements AgentRun {
    private final RunningProcess process;
    private final EventTail tail;

    private ObservedRun(RunningProcess process, EventTail tail) {
        this.process = process;
        this.tail = tail;
    }

    /** Makes the events file, starts the program with its path in the environment, and follows the file. */
    static AgentRun start(
            ProcessLauncher launcher,
            AgentRequest request,
            AgentListener listener,
            List<String> argv,
            Optional<byte[]> input)
            throws SpawnException {
        Map<String, String> environment = new LinkedHashMap<>(request.environment());
        environment.put(EventCodec.VARIABLE, request.events().toString());
        ProcessSpec spec = new ProcessSpec(
                argv, request.directory(), environment, input, request.log(), request.masks(), request.mark());
        EventTail tail;
        try {
            tail = new EventTail(request.events(), request.masks(), listener);
        } catch (IOException e) {
            throw new SpawnException("the events file " + request.events() + " cannot be made: " + e, false, e);
        }
        RunningProcess process;
        try {
            process = launcher.start(spec);
        } catch (SpawnException e) {
            tail.close();
            throw e;
        }
        tail.follow("events-" + process.pid());
        return new ObservedRun(process, tail);
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public RunningProcess.Ended await(Optional<Duration> timeout) throws InterruptedException {
        try {
            return process.await(timeout);
        } finally {
            tail.close();
        }
    }

    @Override
    public void stop(boolean atOnce) {
        process.stop(atOnce);
    }
}
