package dev.multistream.agent;

import dev.multistream.process.ProcessLauncher;
import dev.multistream.process.SpawnException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A written scenario as an agent, for demonstrations, tests and dry runs.
 *
 * <p>It is played by {@link ScenarioPlayer} in a process of its own, so that it can be stopped, time out, crash and
 * leave children behind like any other agent.
 */
public final class ScriptedAgent implements AgentAdapter {
    private final ProcessLauncher launcher;
    private final List<String> player;

    /** @param player the command that plays the scenario whose file is appended to it, see {@link #player} */
    public ScriptedAgent(ProcessLauncher launcher, List<String> player) {
        this.launcher = launcher;
        this.player = List.copyOf(player);
    }

    /**
     * The command that plays scenarios with harness' own classes, tuned for a short life.
     *
     * @param java the java program
     * @param classPath of harness
     */
    public static List<String> player(Path java, String classPath) {
        return List.of(
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx64m",
                "-cp",
                classPath,
                ScenarioPlayer.class.getName());
    }

    @Override
    public AgentRun start(AgentRequest request, AgentListener listener) throws SpawnException {
        if (!(request.program() instanceof AgentRequest.Play play)) {
            throw new IllegalArgumentException("not a scenario: " + request.program());
        }
        List<String> argv = new ArrayList<>(player);
        argv.add(play.scenario().toAbsolutePath().toString());
        return ObservedRun.start(launcher, request, listener, argv, Optional.empty());
    }
}
