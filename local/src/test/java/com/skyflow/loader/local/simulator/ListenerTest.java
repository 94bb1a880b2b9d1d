package com.skyflow.loader.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ListenerTest {
    private final VaultSimulator simulator = VaultSimulator.start(SimulatorSettings.defaults());
    private final SimulatorClient client = new SimulatorClient(simulator.url());

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void keepsItsPortWhileItRefuses() throws Exception {
        simulator.refuseConnections();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), simulator.port());
        try (Socket socket = new Socket()) {
            assertThatThrownBy(() -> socket.connect(address)).isInstanceOf(ConnectException.class);
        }
        try (ServerSocket other = new ServerSocket()) {
            other.setReuseAddress(false);
            assertThatThrownBy(() -> other.bind(address)).isInstanceOf(BindException.class);
        }
        simulator.acceptConnections();
        assertThat(client.send("GET", "/_simulator/counts", "").status()).isEqualTo(200);
    }

    /** A connection that came while the port closed once waited for ever: accepted, and neither served nor closed. */
    @RepeatedTest(50)
    void leavesNoCallerWaiting() throws Exception {
        assertThat(client.send("POST", "/_simulator/refuse", "{\"millis\":1}").status())
                .isEqualTo(200);
        client.awaitAnswerAfterRefusal(simulator);
    }
}
