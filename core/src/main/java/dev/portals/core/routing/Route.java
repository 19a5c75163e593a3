package dev.portals.core.routing;

import dev.portals.core.codec.Cbor;
import dev.portals.core.codec.CborReader;
import dev.portals.core.codec.DecodeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The addresses a message still has to visit, first hop first (spec 01 section 1.6). Immutable; taking the first hop off
 * copies nothing.
 *
 * <pre>
 * CBOR   array of addresses; empty is 80
 * </pre>
 */
public final class Route {
    /** No hop at all: a message with this onward route is a heartbeat. */
    public static final Route EMPTY = new Route(new Address[0], 0);

    /** More hops than any real route has; longer ones from outside are refused. */
    static final int MAX_HOPS = 64;

    private final Address[] hops;
    private final int from;

    private Route(Address[] hops, int from) {
        this.hops = hops;
        this.from = from;
    }

    /** A route over these hops. */
    public static Route of(Address... hops) {
        return new Route(hops.clone(), 0);
    }

    /** A route over these hops. */
    public static Route of(List<Address> hops) {
        return new Route(hops.toArray(Address[]::new), 0);
    }

    /** A route over local workers of these names. */
    public static Route local(String... names) {
        return new Route(Arrays.stream(names).map(Address::local).toArray(Address[]::new), 0);
    }

    /** From text, {@code a => b => 1#host:port}; empty text is not a route. */
    public static Route parse(String text) {
        if (text.isEmpty()) {
            throw new DecodeException("a route has at least one address");
        }
        return new Route(
                Arrays.stream(text.split("=>", -1))
                        .map(piece -> Address.parse(piece.strip()))
                        .toArray(Address[]::new),
                0);
    }

    /** Reads a route. */
    public static Route decode(CborReader in) {
        CborReader.Items items = in.array();
        List<Address> hops = new ArrayList<>(4);
        while (items.next()) {
            if (hops.size() == MAX_HOPS) {
                throw new DecodeException("a route has more than " + MAX_HOPS + " hops");
            }
            hops.add(Address.decode(in));
        }
        return hops.isEmpty() ? EMPTY : of(hops);
    }

    /** How many bytes {@link #encode} writes. */
    public int encodedLength() {
        int length = Cbor.headLength(size());
        for (int i = from; i < hops.length; i++) {
            length += hops[i].encodedLength();
        }
        return length;
    }

    /** Writes it into the array and gives the number of bytes. */
    public int encode(byte[] out, int at) {
        int i = at + Cbor.writeHead(out, at, 4, size());
        for (int hop = from; hop < hops.length; hop++) {
            i += hops[hop].encode(out, i);
        }
        return i - at;
    }

    /** The number of hops. */
    public int size() {
        return hops.length - from;
    }

    /** Whether there is no hop. */
    public boolean isEmpty() {
        return from == hops.length;
    }

    /** The first hop; an empty route is an {@link IncompleteRouteException}. */
    public Address first() {
        requireHop();
        return hops[from];
    }

    /** The last hop; an empty route is an {@link IncompleteRouteException}. */
    public Address last() {
        requireHop();
        return hops[hops.length - 1];
    }

    /** The hop at that place, counted from 0. */
    public Address get(int index) {
        return hops[from + Objects.checkIndex(index, size())];
    }

    /** What is left after the first hop. */
    public Route rest() {
        requireHop();
        return from + 1 == hops.length ? EMPTY : new Route(hops, from + 1);
    }

    /** All but the last hop. */
    public Route withoutLast() {
        requireHop();
        return new Route(Arrays.copyOfRange(hops, from, hops.length - 1), 0);
    }

    /** The hop and then this route. */
    public Route prepend(Address hop) {
        Address[] all = new Address[size() + 1];
        all[0] = hop;
        System.arraycopy(hops, from, all, 1, size());
        return new Route(all, 0);
    }

    /** These hops and then this route. */
    public Route prepend(Route route) {
        if (route.isEmpty()) {
            return this;
        }
        Address[] all =
                Arrays.copyOf(Arrays.copyOfRange(route.hops, route.from, route.hops.length), route.size() + size());
        System.arraycopy(hops, from, all, route.size(), size());
        return new Route(all, 0);
    }

    /** This route and then the hop. */
    public Route append(Address hop) {
        return of(hop).prepend(this);
    }

    /** The hops as a list. */
    public List<Address> hops() {
        return List.of(Arrays.copyOfRange(hops, from, hops.length));
    }

    private void requireHop() {
        if (isEmpty()) {
            throw new IncompleteRouteException();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Route that
                && Arrays.equals(hops, from, hops.length, that.hops, that.from, that.hops.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = from; i < hops.length; i++) {
            hash = 31 * hash + hops[i].hashCode();
        }
        return hash;
    }

    /** The text form {@code 0#a => 0#b}. */
    @Override
    public String toString() {
        return Arrays.stream(hops, from, hops.length).map(Address::toString).collect(Collectors.joining(" => "));
    }
}
