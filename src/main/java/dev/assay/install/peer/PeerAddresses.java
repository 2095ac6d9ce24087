package dev.assay.install.peer;

import dev.assay.settings.PeerService;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The addresses of all replicas, which are looked up at each use. */
final class PeerAddresses {
    private static final Logger LOG = Logger.getLogger(PeerAddresses.class);

    private final List<PeerService> services;
    private final Resolver resolver;
    private final Predicate<Peer> isOwn;

    /** Finds the addresses of a name. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    PeerAddresses(List<PeerService> services, Resolver resolver, Predicate<Peer> isOwn) {
        this.services = List.copyOf(services);
        this.resolver = resolver;
        this.isOwn = isOwn;
    }

    /** @param ownPorts the ports of this host's HTTP server */
    static PeerAddresses ofDns(List<PeerService> services, Set<Integer> ownPorts) {
        return new PeerAddresses(
                services,
                InetAddress::getAllByName,
                peer -> ownPorts.contains(peer.service().port()) && isOfThisMachine(peer.address()));
    }

    /** Whether there are no names to look up. */
    boolean isEmpty() {
        return services.isEmpty();
    }

    /** Blocks while names are looked up. A name that is not known has no addresses. */
    PeerGroup find() {
        List<Peer> all = services.stream().flatMap(this::resolve).distinct().toList();
        return new PeerGroup(
                all.stream().filter(isOwn).findFirst(),
                all.stream().filter(isOwn.negate()).toList());
    }

    private Stream<Peer> resolve(PeerService service) {
        Collection<Peer> found = new ArrayList<>();
        try {
            for (InetAddress address : resolver.addresses(service.host())) {
                found.add(new Peer(service, address));
            }
        } catch (UnknownHostException e) {
            LOG.warnf(
                    "tried to find the peers of this replica, but the name %s is not known; see the Service and the DNS, or"
                            + " correct assay.peers.service",
                    service.host());
        }
        return found.stream();
    }

    private static boolean isOfThisMachine(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            LOG.debugf(e, "whether %s is an address of this machine is not known", address);
            return false;
        }
    }
}
