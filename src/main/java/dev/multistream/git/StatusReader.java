package dev.multistream.git;

import dev.multistream.model.BranchName;
import dev.multistream.model.CommitId;
import dev.multistream.model.RepoPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code git status --porcelain=v2 -z --branch} and the files that tell of operations in progress. */
final class StatusReader {
    private static final Map<String, String> OPERATIONS = operations();

    private final List<RepoPath> changed = new ArrayList<>();
    private final List<RepoPath> untracked = new ArrayList<>();
    private final List<RepoPath> nested = new ArrayList<>();
    private Optional<CommitId> head = Optional.empty();
    private Optional<BranchName> branch = Optional.empty();
    private boolean unmerged;

    private StatusReader() {}

    private static Map<String, String> operations() {
        Map<String, String> marks = new LinkedHashMap<>();
        marks.put("rebase-merge", "rebase");
        marks.put("rebase-apply", "rebase");
        marks.put("MERGE_HEAD", "merge");
        marks.put("CHERRY_PICK_HEAD", "cherry-pick");
        marks.put("REVERT_HEAD", "revert");
        marks.put("sequencer", "cherry-pick");
        return marks;
    }

    static WorktreeStatus read(byte[] printed, Path gitDirectory) {
        StatusReader reader = new StatusReader();
        List<String> tokens = NulText.split(printed);
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            reader.take(token);
            if (token.startsWith("2 ")) {
                i++; // the former name
            }
        }
        Optional<String> operation = OPERATIONS.entrySet().stream()
                .filter(mark -> Files.exists(gitDirectory.resolve(mark.getKey())))
                .map(Map.Entry::getValue)
                .findFirst();
        return new WorktreeStatus(
                reader.head,
                reader.branch,
                reader.changed,
                reader.untracked,
                reader.nested,
                operation,
                reader.unmerged);
    }

    private void take(String token) {
        if (token.startsWith("# branch.oid ")) {
            String id = token.substring("# branch.oid ".length());
            head = id.startsWith("(") ? Optional.empty() : Optional.of(new CommitId(id));
        } else if (token.startsWith("# branch.head ")) {
            String name = token.substring("# branch.head ".length());
            branch = Optional.of(name)
                    .filter(text -> !text.equals("(detached)") && BranchName.isValid(text))
                    .map(BranchName::new);
        } else if (token.startsWith("1 ")) {
            add(changed, field(token, 8));
        } else if (token.startsWith("2 ")) {
            add(changed, field(token, 9));
        } else if (token.startsWith("u ")) {
            unmerged = true;
            add(changed, field(token, 10));
        } else if (token.startsWith("? ")) {
            String path = token.substring(2);
            if (path.endsWith("/")) {
                nested.add(new RepoPath(path.substring(0, path.length() - 1)));
            } else {
                add(untracked, path);
            }
        }
    }

    private static void add(List<RepoPath> paths, String path) {
        if (paths.size() < WorktreeStatus.LISTED) {
            paths.add(new RepoPath(path));
        }
    }

    private static String field(String token, int index) {
        return token.split(" ", index + 1)[index];
    }
}
