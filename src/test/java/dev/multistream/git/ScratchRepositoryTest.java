package dev.multistream.git;

import static dev.multistream.testing.GitSandbox.commit;
import static dev.multistream.testing.GitSandbox.git;
import static dev.multistream.testing.GitSandbox.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multistream.git.GitException.Kind;
import dev.multistream.git.ScratchRepository.Prepared;
import dev.multistream.git.ScratchRepository.State;
import dev.multistream.testing.GitSandbox;
import dev.multistream.testing.RepositoryGenerator;
import dev.multistream.testing.TestCommandRunner;
import dev.multistream.testing.TestDirs;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScratchRepositoryTest {
    @RegisterExtension
    final TestDirs dirs = new TestDirs();

    private final ScratchRepository scratch = new ScratchRepository(new TestCommandRunner(), GitSandbox.environment());

    private Path folder() throws Exception {
        Path folder = dirs.fresh("my folder");
        write(folder, "a.txt", "a\r\n");
        write(folder, "run.sh", "#!/bin/sh\n").toFile().setExecutable(true);
        write(folder, ".gitignore", ".env\n");
        write(folder, ".env", "SECRET=1\n");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("a.txt"));
        return folder;
    }

    @Test
    void the_same_folder_gives_the_same_commit_anywhere() throws Exception {
        Path folder = folder();
        Path place = dirs.fresh("state").resolve("one");
        Prepared one = scratch.importFolder(folder, place);
        Prepared two = scratch.importFolder(folder, dirs.fresh("state").resolve("two"));
        assertThat(one.state()).isEqualTo(State.CREATED);
        assertThat(one.commit()).isEqualTo(two.commit());
        assertThat(git(place, "ls-tree", "-r", "HEAD", "--format=%(objectmode) %(path)"))
                .isEqualTo("100644 .gitignore\n100644 a.txt\n120000 link\n100755 run.sh");
        assertThat(place.resolve(".env")).hasContent("SECRET=1\n");
        assertThat(place.resolve("a.txt")).hasBinaryContent(new byte[] {'a', '\r', '\n'});
        assertThat(git(place, "status", "--porcelain")).isEmpty();
        assertThat(folder.resolve(".git")).doesNotExist();
        assertThat(one.repository().facts().branch()).hasToString("Optional[main]");
    }

    @Test
    void a_second_import_is_reused_or_goes_on_top() throws Exception {
        Path folder = folder();
        Path place = dirs.fresh("state").resolve("it");
        Prepared first = scratch.importFolder(folder, place);
        assertThat(scratch.importFolder(folder, place).state()).isEqualTo(State.REUSED);
        write(folder, "a.txt", "changed\n");
        Prepared second = scratch.importFolder(folder, place);
        assertThat(second.state()).isEqualTo(State.UPDATED);
        assertThat(second.repository().objects().parentsOf(second.commit())).containsExactly(first.commit());
        assertThat(place.resolve("a.txt")).hasContent("changed\n");
    }

    @Test
    void work_on_main_is_kept_and_a_changed_folder_then_refused() throws Exception {
        Path folder = folder();
        Path place = dirs.fresh("state").resolve("it");
        scratch.importFolder(folder, place);
        git(place, "config", "user.name", "x");
        git(place, "config", "user.email", "x@y");
        write(place, "work", "x");
        String work = commit(place, "published");
        assertThat(scratch.importFolder(folder, place).commit().value()).isEqualTo(work);
        write(folder, "a.txt", "changed\n");
        assertThatThrownBy(() -> scratch.importFolder(folder, place))
                .isInstanceOfSatisfying(
                        GitException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MOVED))
                .hasMessageContaining(place.toString());
        assertThat(git(place, "rev-parse", "main")).isEqualTo(work);
    }

    @Test
    void a_folder_inside_another_repository_is_imported_by_itself() throws Exception {
        Path outer = RepositoryGenerator.plain(dirs.fresh("outer"));
        write(outer, "app/main.txt", "x");
        Prepared prepared =
                scratch.importFolder(outer.resolve("app"), dirs.fresh("state").resolve("it"));
        assertThat(prepared.repository().objects().listTree(prepared.commit())).hasToString("[main.txt]");
        assertThat(git(outer, "status", "--porcelain")).isEqualTo("?? app/");
    }

    @Test
    void a_nested_repository_is_left_out_with_a_note() throws Exception {
        Path folder = folder();
        RepositoryGenerator.plain(folder.resolve("nested"));
        Prepared prepared = scratch.importFolder(folder, dirs.fresh("state").resolve("it"));
        assertThat(prepared.notes()).singleElement().asString().contains("nested");
        assertThat(prepared.repository().objects().listTree(prepared.commit())).hasSize(4);
    }

    @Test
    void a_url_is_cloned_once_and_then_fetched() throws Exception {
        Path origin = RepositoryGenerator.plain(dirs.fresh("origin"));
        Path place = dirs.fresh("state").resolve("it");
        Prepared first = scratch.cloneOf("file://" + origin, place);
        assertThat(first.state()).isEqualTo(State.CREATED);
        assertThat(scratch.cloneOf("file://" + origin, place).state()).isEqualTo(State.REUSED);
        String next = commit(origin, "next");
        Prepared updated = scratch.cloneOf("file://" + origin, place);
        assertThat(updated.state()).isEqualTo(State.UPDATED);
        assertThat(updated.commit().value()).isEqualTo(next);
    }

    @Test
    void a_url_that_leads_nowhere_leaves_nothing() {
        Path place = dirs.fresh("state").resolve("it");
        assertThatThrownBy(() -> scratch.cloneOf("file:///nonexistent/repo", place))
                .isInstanceOf(GitException.class);
        assertThat(place.getParent()).isEmptyDirectory();
    }
}
