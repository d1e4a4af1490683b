package dev.multistream.cli;

import dev.multistream.config.HarnessTemplate;
import dev.multistream.config.RepositoryFacts;
import dev.multistream.git.GitException;
import dev.multistream.git.GitRepository;
import dev.multistream.model.BranchName;
import dev.multistream.store.AtomicFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code harness init}: writes a commented harness.yaml that fits the repository. */
final class InitCommand implements Command {
    @Override
    public Info info() {
        return new Info(
                "init",
                "write a commented harness.yaml that fits this repository",
                "[FILE]",
                1,
                List.of(Option.flag("stdout", "print it instead")),
                List.of("Looks at the build files that are there for gates that fit. Never overwrites a file."),
                List.of("harness init", "harness init --stdout"));
    }

    @Override
    public int run(Invocation invocation) throws Exception {
        Path here = invocation.env().workingDirectory();
        Path target = here.resolve(invocation.arguments().operand(0).orElse("harness.yaml"));
        String text = HarnessTemplate.text(facts(invocation.env(), here));
        if (invocation.arguments().has("stdout")) {
            invocation.terminal().out().print(text);
            return ExitCode.OK;
        }
        if (Files.exists(target)) {
            throw CommandFailure.usage(target + " exists already", "harness init --stdout prints what it would be");
        }
        AtomicFile.write(target, text.getBytes(StandardCharsets.UTF_8));
        invocation.terminal().say("written: " + target + "; next: edit it, then harness plan");
        return ExitCode.OK;
    }

    private static RepositoryFacts facts(Env env, Path here) throws InterruptedException {
        Set<RepositoryFacts.BuildTool> tools = EnumSet.noneOf(RepositoryFacts.BuildTool.class);
        for (RepositoryFacts.BuildTool tool : RepositoryFacts.BuildTool.values()) {
            if (Files.exists(here.resolve(tool.marker()))) {
                tools.add(tool);
            }
        }
        BranchName branch = new BranchName("main");
        try {
            branch = GitRepository.discover(Machine.local().runner(), env.variables(), here)
                    .facts()
                    .branch()
                    .orElse(branch);
        } catch (GitException e) {
            throw new CommandFailure(
                    ExitCode.INFRASTRUCTURE, String.valueOf(e.getMessage()), "git init makes a repository here");
        }
        return new RepositoryFacts(branch, tools, Optional.empty());
    }
}
