package io.cloudhost.ip.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A real DNS server over UDP on a loopback port, for the names it is told. */
final class LoopbackDnsServer {

    private final DatagramSocket socket;
    private final Thread thread;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final List<Record> zone = new CopyOnWriteArrayList<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private volatile int failure = Rcode.NOERROR;
    private volatile boolean silent;

    LoopbackDnsServer() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        thread = new Thread(this::serve, "loopback-dns");
        thread.setDaemon(true);
        thread.start();
    }

    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    void add(String record) {
        String[] parts = record.split(" ", 3);
        try {
            int type = Type.value(parts[1]);
            zone.add(Record.fromString(Name.fromString(parts[0]), type, DClass.IN, 60, parts[2], Name.root));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers nothing from now on. */
    CountDownLatch fallSilent() {
        silent = true;
        return asked;
    }

    /** Answers every question with this code from now on. */
    void failWith(int rcode) {
        failure = rcode;
    }

    /** Returns e.g. {@code host.example. A}, in the order of arrival. */
    List<String> questions() {
        return List.copyOf(questions);
    }

    void stop() throws InterruptedException {
        socket.close();
        thread.join(10_000);
    }

    private void serve() {
        byte[] buffer = new byte[4096];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                Message query = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
                Record question = query.getQuestion();
                questions.add(question.getName() + " " + Type.string(question.getType()));
                asked.countDown();
                if (!silent) {
                    byte[] answer = answer(query).toWire();
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                // The socket was closed, or somebody sent what is no question.
            }
        }
    }

    private Message answer(Message query) {
        Record question = query.getQuestion();
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(question, Section.QUESTION);
        List<Record> sameName = new ArrayList<>(zone);
        sameName.removeIf(record -> !record.getName().equals(question.getName()));
        if (failure != Rcode.NOERROR) {
            answer.getHeader().setRcode(failure);
        } else if (sameName.isEmpty()) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
        } else {
            sameName.stream()
                    .filter(record -> record.getType() == question.getType() || record.getType() == Type.CNAME)
                    .forEach(record -> answer.addRecord(record, Section.ANSWER));
        }
        return answer;
    }
}
