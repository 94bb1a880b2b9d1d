package com.skyflow.loader.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TcpProxyTest {
    private ServerSocket echo;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        proxy = TcpProxy.to(echo.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void whatIsSentComesThroughAndIsCounted() throws IOException {
        try (Socket socket = connect()) {
            assertThat(said(socket, 100_000)).isEqualTo(100_000);
            assertThat(said(socket, 1)).isEqualTo(1);
            assertThat(proxy.counts().open()).isEqualTo(1);
        }
        Wait.until("its end", Duration.ofSeconds(10), () -> proxy.counts().open() == 0);
        TcpProxy.Counts counts = proxy.counts();
        assertThat(counts.connections()).isEqualTo(1);
        assertThat(counts.bytesToServer()).isEqualTo(100_001);
        assertThat(counts.bytesToClients()).isEqualTo(100_001);
        assertThat(counts.held()).isZero();
    }

    @Test
    void aCutClosesEveryConnectionAndEveryNewOne() throws IOException {
        try (Socket before = connect()) {
            said(before, 10);
            proxy.cut();
            assertThatThrownBy(() -> said(before, 10)).isInstanceOf(SocketException.class);
        }
        ensureRefused();
        assertThat(proxy.counts().connections()).isEqualTo(1);

        proxy.heal();
        try (Socket after = connect()) {
            assertThat(said(after, 10)).isEqualTo(10);
        }
    }

    @Test
    void aLineThatHangsHoldsBackWhatIsSentUntilItIsHealed() throws IOException {
        try (Socket before = connect()) {
            said(before, 10);
            proxy.hang();
            try (Socket during = connect()) {
                for (Socket socket : new Socket[] {before, during}) {
                    socket.setSoTimeout(100);
                    assertThatThrownBy(() -> said(socket, 10)).isInstanceOf(SocketTimeoutException.class);
                    socket.setSoTimeout(0);
                }
                assertThat(proxy.counts().bytesToServer()).isEqualTo(10);
                proxy.heal();
                assertThat(during.getInputStream().readNBytes(10)).hasSize(10);
                assertThat(before.getInputStream().readNBytes(10)).hasSize(10);
            }
        }
    }

    @Test
    void aMuteLineHoldsOnlyBackWhatTheServerSays() throws IOException {
        try (Socket socket = connect()) {
            said(socket, 10);
            proxy.mute();
            socket.setSoTimeout(100);
            assertThatThrownBy(() -> said(socket, 10)).isInstanceOf(SocketTimeoutException.class);
            socket.setSoTimeout(0);
            assertThat(proxy.counts().bytesToServer()).isEqualTo(20);
            assertThat(proxy.counts().bytesToClients()).isEqualTo(10);
            proxy.heal();
            assertThat(socket.getInputStream().readNBytes(10)).hasSize(10);
        }
    }

    @Test
    void aSlowLineHoldsEveryByteBack() throws IOException {
        proxy.slow(100_000, Duration.ofMillis(10));
        try (Socket socket = connect()) {
            assertThat(said(socket, 50_000)).isEqualTo(50_000);
        }
        // 100,000 bytes in both directions, but for the last piece, whose wait may have begun late.
        assertThat(proxy.counts().held()).isGreaterThan(Duration.ofMillis(500));
    }

    @Test
    void aServerThatIsNotThereRefuses() throws IOException {
        // Where nobody has listened: one that is closed may still take a connection.
        proxy.lead(1);
        ensureRefused();

        try (ServerSocket other = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            proxy.lead(other.getLocalPort());
            try (Socket socket = connect();
                    Socket accepted = other.accept()) {
                socket.getOutputStream().write(7);
                assertThat(accepted.getInputStream().read()).isEqualTo(7);
            }
        }
    }

    private void ensureRefused() throws IOException {
        try (Socket socket = connect()) {
            assertThatThrownBy(() -> said(socket, 10)).isInstanceOf(IOException.class);
        }
        assertThat(proxy.counts().refused()).isEqualTo(1);
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    /** Sends bytes, and gives how many came back. */
    private static int said(Socket socket, int bytes) throws IOException {
        socket.getOutputStream().write(new byte[bytes]);
        int back = socket.getInputStream().readNBytes(bytes).length;
        if (back < bytes) {
            throw new SocketException("the end after " + back + " bytes");
        }
        return back;
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                Socket socket = echo.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void answer(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException gone) {
            // The other side has left.
        }
    }
}
