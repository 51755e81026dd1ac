package io.cloudhost.ssh;

import java.io.IOException;
import java.io.OutputStream;
import net.schmizz.sshj.xfer.LocalDestFile;

/** What becomes of what {@code scp} in a machine sends: whatever it calls it, it goes where it is to go. */
final class ScpTarget implements LocalDestFile {

    private final LocalFile file;
    private final Progress progress;
    /** Whether names are those of children; the name of what is asked for stands for the target itself. */
    private final boolean inside;

    ScpTarget(LocalFile file, Progress progress) {
        this(file, progress, false);
    }

    private ScpTarget(LocalFile file, Progress progress, boolean inside) {
        this.file = file;
        this.progress = progress;
        this.inside = inside;
    }

    @Override
    public ScpTarget getTargetFile(String name) throws IOException {
        return new ScpTarget(named(name), progress, false);
    }

    @Override
    public ScpTarget getTargetDirectory(String name) throws IOException {
        LocalFile folder = named(name);
        folder.makeFolder();
        return new ScpTarget(folder, progress, true);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return progress.noting(file.write());
    }

    @Override
    public void setPermissions(int mode) throws IOException {
        file.setMode(mode);
    }

    @Override
    public long getLength() {
        throw new UnsupportedOperationException();
    }

    @Override
    public OutputStream getOutputStream(boolean append) {
        throw new UnsupportedOperationException();
    }

    @Override
    public LocalDestFile getChild(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setLastAccessedTime(long seconds) {
        // Only with times, which are not asked for.
    }

    @Override
    public void setLastModifiedTime(long seconds) {
        // As above.
    }

    private LocalFile named(String name) throws IOException {
        progress.moved();
        return inside ? file.newChild(name) : file;
    }
}
