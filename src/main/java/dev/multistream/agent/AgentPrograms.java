package dev.multistream.agent;

import dev.multistream.process.SpawnException;

/** Calls each request by the adapter that knows its kind of program. */
public record AgentPrograms(CommandAgent command, ScriptedAgent scripted) implements AgentAdapter {
    @Override
    public AgentRun start(AgentRequest request, AgentListener listener) throws SpawnException {
        AgentAdapter adapter = request.program() instanceof AgentRequest.Play ? scripted : command;
        return adapter.start(request, listener);
    }
}
