package io.cloudhost.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import net.schmizz.sshj.xfer.LocalFileFilter;
import net.schmizz.sshj.xfer.LocalSourceFile;
import org.jspecify.annotations.Nullable;

/** What {@code scp} in a machine is given: a file or folder under a name that may be another than it has here. */
final class ScpSource implements LocalSourceFile {

    private final LocalFile file;
    private final String name;
    private final Progress progress;
    private final long length;

    ScpSource(LocalFile file, String name, Progress progress) throws IOException {
        if (name.indexOf('\n') >= 0) {
            throw new IOException("the name of " + file + " has a line break, which scp cannot be told");
        }
        this.file = file;
        this.name = name;
        this.progress = progress;
        this.length = file.isFolder() ? 0 : file.size();
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public long getLength() {
        return length;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return progress.noting(file.read());
    }

    @Override
    public int getPermissions() throws IOException {
        return file.mode();
    }

    @Override
    public boolean isFile() {
        return !file.isFolder();
    }

    @Override
    public boolean isDirectory() {
        return file.isFolder();
    }

    @Override
    public Iterable<ScpSource> getChildren(@Nullable LocalFileFilter filter) throws IOException {
        List<ScpSource> children = new ArrayList<>();
        for (LocalFile child : file.children()) {
            children.add(new ScpSource(child, child.name(), progress));
        }
        return children;
    }

    @Override
    public boolean providesAtimeMtime() {
        return false;
    }

    @Override
    public long getLastAccessTime() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long getLastModifiedTime() {
        throw new UnsupportedOperationException();
    }
}
