package dev.multistream.git;

import dev.multistream.git.MergeResult.Sides;
import dev.multistream.model.CommitId;
import dev.multistream.model.RepoPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code git merge-tree --write-tree -z --messages} printed; see git-merge-tree(1), OUTPUT.
 *
 * @param kinds for each path that a message of a conflict names, git's words for it in the order printed
 */
record MergeOutput(CommitId tree, Map<RepoPath, Sides> stages, Map<RepoPath, List<String>> kinds) {
    private static final Pattern CONFLICT = Pattern.compile("(?:CONFLICT|ERROR) ?\\((.*)\\)");

    static MergeOutput parse(byte[] printed) {
        List<String> tokens = NulText.split(printed);
        Map<RepoPath, Sides> stages = new LinkedHashMap<>();
        int at = 1;
        while (at < tokens.size() && !tokens.get(at).isEmpty()) {
            String token = tokens.get(at++);
            int tab = token.indexOf('\t');
            String[] words = token.substring(0, tab).split(" ");
            RepoPath path = new RepoPath(token.substring(tab + 1));
            FileVersion version = new FileVersion(words[0], words[1]);
            stages.merge(
                    path,
                    Sides.NONE.with(Integer.parseInt(words[2]), version),
                    (known, more) -> known.with(Integer.parseInt(words[2]), version));
        }
        Map<RepoPath, List<String>> kinds = new LinkedHashMap<>();
        at++;
        while (at < tokens.size() && tokens.get(at).matches("\\d+")) {
            int count = Integer.parseInt(tokens.get(at));
            List<String> paths = tokens.subList(at + 1, at + 1 + count);
            Matcher conflict = CONFLICT.matcher(tokens.get(at + 1 + count));
            if (conflict.matches()) {
                note(kinds, stages, paths, conflict.group(1));
            }
            at += count + 3;
        }
        return new MergeOutput(new CommitId(tokens.get(0)), stages, kinds);
    }

    /* A message about several paths belongs to those of them that are in conflict, or else to the first. */
    private static void note(
            Map<RepoPath, List<String>> kinds, Map<RepoPath, Sides> stages, List<String> paths, String kind) {
        List<RepoPath> named = paths.stream()
                .filter(path -> !path.isEmpty())
                .map(RepoPath::new)
                .toList();
        List<RepoPath> staged = named.stream().filter(stages::containsKey).toList();
        List<RepoPath> about = staged.isEmpty() ? named.stream().limit(1).toList() : staged;
        about.forEach(
                path -> kinds.computeIfAbsent(path, unused -> new ArrayList<>()).add(kind));
    }

    /** The one word for a path: whatever says more than that contents differ. */
    String kindOf(RepoPath path) {
        List<String> words = kinds.getOrDefault(path, List.of());
        Sides sides = stages.getOrDefault(path, Sides.NONE);
        return words.stream()
                .filter(word -> !word.equals("contents"))
                .findFirst()
                .or(() -> words.stream().findFirst())
                .filter(word -> !word.equals("contents") || sides.base().isPresent())
                .orElse(sides.ours().isPresent() && sides.theirs().isPresent() ? "add/add" : "conflict");
    }
}
