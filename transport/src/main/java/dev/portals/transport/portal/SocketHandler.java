package dev.portals.transport.portal;

import dev.portals.transport.tcp.NettyLoop;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;

/** The events of a portal's socket. Those of a socket that never became the portal's are of no interest. */
final class SocketHandler extends ChannelInboundHandlerAdapter {
    private final Portal portal;
    private final NettyLoop loop;

    SocketHandler(Portal portal, NettyLoop loop) {
        this.portal = portal;
        this.loop = loop;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        portal.socketRead((ByteBuf) read);
    }

    /** What one burst of reads made is flushed here, whichever connection it left through. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        loop.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        portal.socketWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE && portal.owns(context.channel())) {
            portal.socketInputEnded();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (portal.owns(context.channel())) {
            portal.socketBroke(cause);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (portal.owns(context.channel())) {
            portal.socketClosed();
        }
    }
}
