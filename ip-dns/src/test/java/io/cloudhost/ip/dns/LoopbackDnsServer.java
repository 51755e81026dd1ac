package io.cloudhost.ip.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;

/** A real DNS server on a loopback port, over UDP and TCP, for the names it is told. Misbehaves on command. */
final class LoopbackDnsServer {

    private enum Mood {
        HELPFUL,
        SILENT,
        /** Sends less than an answer can be. */
        CURT,
        /** Announces records, and sends something else. */
        MAD,
        /** Answers a question that nobody asked. */
        CONFUSED,
        /** Over UDP, says only that the answer does not fit. */
        VERBOSE,
        /** Closes the connection in the middle of an answer over TCP. */
        FAINTING,
        /** Stops in the middle of an answer over TCP. */
        FORGETFUL,
        /** Has failed, and does not repeat the question. */
        TERSE
    }

    private static final int ANSWER_COUNT_BYTE = 7;

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final List<Thread> threads;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final List<Record> zone = new CopyOnWriteArrayList<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private final List<String> questionsOverTcp = new CopyOnWriteArrayList<>();
    private volatile Mood mood = Mood.HELPFUL;
    private volatile int failure = Rcode.NOERROR;
    private volatile CountDownLatch mayAnswer = new CountDownLatch(0);
    private volatile Optional<TSIG> checksWith = Optional.empty();
    private volatile Optional<TSIG> signsWith = Optional.empty();

    private LoopbackDnsServer(ServerSocket tcp, DatagramSocket udp) {
        this.tcp = tcp;
        this.udp = udp;
        threads = List.of(start(this::serveUdp), start(this::serveTcp));
    }

    /** Tries again where somebody else has the port over UDP that was free over TCP. */
    static LoopbackDnsServer start() throws IOException {
        for (int attempt = 1; ; attempt++) {
            ServerSocket tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            try {
                return new LoopbackDnsServer(
                        tcp, new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress()));
            } catch (BindException e) {
                tcp.close();
                if (attempt == 10) {
                    throw e;
                }
            }
        }
    }

    String address() {
        return "127.0.0.1:" + port();
    }

    int port() {
        return udp.getLocalPort();
    }

    LoopbackDnsServer add(String record) {
        String[] parts = record.split(" ", 3);
        try {
            int type = Type.value(parts[1]);
            zone.add(Record.fromString(Name.fromString(parts[0]), type, DClass.IN, 60, parts[2], Name.root));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers as it should from now on. */
    void recover() {
        mood = Mood.HELPFUL;
        failure = Rcode.NOERROR;
    }

    /** Answers nothing from now on. */
    CountDownLatch fallSilent() {
        mood = Mood.SILENT;
        return asked;
    }

    /** Answers every question with this code from now on. */
    void failWith(int rcode) {
        failure = rcode;
    }

    /** Answers every question with nothing but this code from now on. */
    void failTerselyWith(int rcode) {
        failure = rcode;
        mood = Mood.TERSE;
    }

    void answerTooLittle() {
        mood = Mood.CURT;
    }

    void answerGarbage() {
        mood = Mood.MAD;
    }

    void answerAnotherQuestion() {
        mood = Mood.CONFUSED;
    }

    void answerOnlyOverTcp() {
        mood = Mood.VERBOSE;
    }

    void breakOffAnswers() {
        mood = Mood.FAINTING;
    }

    void stopInAnswers() {
        mood = Mood.FORGETFUL;
    }

    /** Takes questions and answers them when the latch is counted down. */
    CountDownLatch hesitate() {
        mayAnswer = new CountDownLatch(1);
        return mayAnswer;
    }

    /** Refuses questions that are not signed with the key, and signs its answers. */
    void know(TSIG key) {
        checksWith = Optional.of(key);
        signsWith = Optional.of(key);
    }

    /** Signs with the key, without looking at what the questions are signed with. */
    void signWith(TSIG key) {
        signsWith = Optional.of(key);
    }

    /** Returns e.g. {@code host.example. A}, in the order of arrival, which for questions asked at once is any. */
    List<String> questions() {
        return List.copyOf(questions);
    }

    List<String> questionsOverTcp() {
        return List.copyOf(questionsOverTcp);
    }

    void stop() throws InterruptedException, IOException {
        udp.close();
        tcp.close();
        mayAnswer.countDown();
        for (Thread thread : threads) {
            thread.join(10_000);
        }
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work, "loopback-dns");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void serveUdp() {
        byte[] buffer = new byte[4096];
        while (!udp.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                udp.receive(packet);
                byte[] question = Arrays.copyOf(packet.getData(), packet.getLength());
                Optional<byte[]> answer = answer(question, false);
                if (answer.isPresent()) {
                    udp.send(new DatagramPacket(answer.get(), answer.get().length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                // The socket was closed, or somebody sent what is no question.
            }
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try {
                Socket connection = tcp.accept();
                start(() -> serve(connection));
            } catch (IOException e) {
                // The socket was closed.
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            DataInputStream in = new DataInputStream(connection.getInputStream());
            DataOutputStream out = new DataOutputStream(connection.getOutputStream());
            while (true) {
                byte[] question = in.readNBytes(in.readUnsignedShort());
                Optional<byte[]> answer = answer(question, true);
                if (answer.isPresent()) {
                    out.writeShort(answer.get().length);
                    boolean whole = mood != Mood.FAINTING && mood != Mood.FORGETFUL;
                    out.write(answer.get(), 0, answer.get().length / (whole ? 1 : 2));
                    if (mood == Mood.FAINTING) {
                        return;
                    }
                }
            }
        } catch (IOException e) {
            // The other side is gone.
        }
    }

    private Optional<byte[]> answer(byte[] bytes, boolean overTcp) throws IOException {
        Message query = new Message(bytes);
        Record question = query.getQuestion();
        (overTcp ? questionsOverTcp : questions).add(question.getName() + " " + Type.string(question.getType()));
        asked.countDown();
        try {
            mayAnswer.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return switch (mood) {
            case SILENT -> Optional.empty();
            case CURT -> Optional.of(Arrays.copyOf(bytes, 5));
            case MAD -> Optional.of(garbage(bytes));
            default -> Optional.of(answer(query, bytes, overTcp).toWire(Message.MAXLENGTH));
        };
    }

    private static byte[] garbage(byte[] question) {
        byte[] answer = Arrays.copyOf(question, question.length);
        answer[ANSWER_COUNT_BYTE] = 7;
        return answer;
    }

    private Message answer(Message query, byte[] bytes, boolean overTcp) {
        Record question = query.getQuestion();
        int id = query.getHeader().getID();
        Message answer = new Message(mood == Mood.CONFUSED ? id ^ 1 : id);
        answer.getHeader().setFlag(Flags.QR);
        if (mood != Mood.TERSE) {
            answer.addRecord(question, Section.QUESTION);
        }
        if (checksWith.isPresent() && query.getTSIG() == null) {
            answer.getHeader().setRcode(Rcode.REFUSED);
            return answer;
        }
        int keyError = checksWith.map(key -> key.verify(query, bytes, null)).orElse(Rcode.NOERROR);
        if (keyError != Rcode.NOERROR) {
            answer.getHeader().setRcode(Rcode.NOTAUTH);
            checksWith.ifPresent(key -> answer.setTSIG(key, keyError, query.getTSIG()));
            return answer;
        }
        signsWith.ifPresent(key -> answer.setTSIG(key, Rcode.NOERROR, query.getTSIG()));
        List<Record> sameName = zone.stream()
                .filter(record -> record.getName().equals(question.getName()))
                .toList();
        if (mood == Mood.VERBOSE && !overTcp) {
            answer.getHeader().setFlag(Flags.TC);
        } else if (failure != Rcode.NOERROR) {
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
