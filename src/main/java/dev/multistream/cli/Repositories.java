package dev.multistream.cli;

import dev.multistream.git.GitException;
import dev.multistream.git.GitRepository;
import dev.multistream.git.ScratchRepository;
import dev.multistream.process.CommandRunner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the repository that a file is about: the one around it, a folder's, or one made of a folder or a URL. */
final class Repositories {
    private final Env env;
    private final CommandRunner runner;

    Repositories(Env env, CommandRunner runner) {
        this.env = env;
        this.runner = runner;
    }

    /** A repository and what should be said about it. */
    record Opened(GitRepository repository, List<String> notes) {}

    /**
     * @param named the file's {@code repository}
     * @param folder where the file lies
     */
    Opened open(String named, Path folder) throws GitException, InterruptedException {
        return openOrMake(named, folder, true);
    }

    /** The same, but what was imported or cloned before is taken as it is: a run that goes on does not begin anew. */
    Opened reopen(String named, Path folder) throws GitException, InterruptedException {
        return openOrMake(named, folder, false);
    }

    /** Where git keeps an already known repository, found without a program; empty when a closer look is needed. */
    Optional<Path> known(String named, Path folder) {
        Path path = isUrl(named) ? scratchOfUrl(named) : folder.resolve(named).normalize();
        Path git = path.resolve(".git");
        if (Files.isDirectory(git)) {
            return Optional.of(git);
        }
        Path scratch = isUrl(named) ? path : scratchOfFolder(path);
        boolean imported = !Files.exists(git) && Files.isDirectory(scratch.resolve(".git"));
        return imported ? Optional.of(scratch.resolve(".git")) : Optional.empty();
    }

    private Path scratchOfUrl(String url) {
        return scratch(url, url.replaceFirst("/+$", "").replaceFirst(".*[/:]", ""));
    }

    private Path scratchOfFolder(Path folder) {
        return scratch(folder.toString(), String.valueOf(folder.getFileName()));
    }

    private Opened openOrMake(String named, Path folder, boolean fresh) throws GitException, InterruptedException {
        if (isUrl(named)) {
            Path place = scratchOfUrl(named);
            if (!fresh && Files.isDirectory(place)) {
                return new Opened(GitRepository.discover(runner, env.variables(), place), List.of());
            }
            return opened(new ScratchRepository(runner, env.variables()).cloneOf(named, place));
        }
        Path path = folder.resolve(named).normalize();
        if (!Files.isDirectory(path)) {
            throw CommandFailure.usage(
                    "repository: there is no directory " + path, "it is relative to harness.yaml, or a URL");
        }
        boolean around = named.equals(".");
        if (around || isRepository(path)) {
            return new Opened(GitRepository.discover(runner, env.variables(), path), List.of());
        }
        Path place = scratchOfFolder(path);
        if (!fresh && Files.isDirectory(place)) {
            return new Opened(GitRepository.discover(runner, env.variables(), place), List.of());
        }
        return opened(new ScratchRepository(runner, env.variables()).importFolder(path, place));
    }

    private static Opened opened(ScratchRepository.Prepared prepared) {
        List<String> notes = new java.util.ArrayList<>();
        notes.add("repository: " + prepared.repository().facts().root());
        notes.addAll(prepared.notes());
        return new Opened(prepared.repository(), notes);
    }

    private static boolean isUrl(String named) {
        return named.contains("://") || named.matches("[^/\\\\]+@[^/\\\\:]+:.*");
    }

    /** A worktree's {@code .git}, or a bare repository. */
    private static boolean isRepository(Path path) {
        return Files.exists(path.resolve(".git"))
                || (Files.isRegularFile(path.resolve("HEAD")) && Files.isDirectory(path.resolve("objects")));
    }

    private Path scratch(String identity, String name) {
        String clean =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-").replaceFirst("\\.git$", "");
        return state().resolve("repositories")
                .resolve(clean + "-" + digest(identity).substring(0, 10));
    }

    private Path state() {
        return env.get("XDG_STATE_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> home().resolve(".local/state"))
                .resolve("harness");
    }

    private Path home() {
        return Path.of(env.get("HOME")
                .or(() -> java.util.Optional.ofNullable(System.getProperty("user.home")))
                .orElseThrow(() -> CommandFailure.usage("HOME is not set", "set HOME or XDG_STATE_HOME")));
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
