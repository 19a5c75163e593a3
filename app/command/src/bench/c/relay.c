/* A plain TCP relay, the cheapest there is: `relay LISTEN TARGET` copies bytes between 127.0.0.1 ports, a thread each way. */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BUFFER = 256 * 1024 };
static struct sockaddr_in target;

struct way {
    int from, to;
    struct way *first; /* of the two that belong together */
    int ended;         /* how many of them have, in the first */
};

static void *copy(void *given) {
    struct way *way = given;
    char *buffer = malloc(BUFFER);
    ssize_t n;
    while ((n = read(way->from, buffer, BUFFER)) > 0) {
        for (ssize_t done = 0, w; done < n; done += w) {
            if ((w = write(way->to, buffer + done, n - done)) <= 0) {
                shutdown(way->from, SHUT_RDWR);
                break;
            }
        }
    }
    free(buffer);
    shutdown(way->to, SHUT_WR);
    /* Whoever comes second closes both. */
    if (__atomic_add_fetch(&way->first->ended, 1, __ATOMIC_ACQ_REL) == 2) {
        close(way->from);
        close(way->to);
        free(way->first);
    }
    return NULL;
}

static void start(struct way *way) {
    pthread_t thread;
    pthread_create(&thread, NULL, copy, way);
    pthread_detach(thread);
}

int main(int count, char **arguments) {
    if (count != 3) {
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    int on = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    target = own;
    own.sin_port = htons(atoi(arguments[1]));
    target.sin_port = htons(atoi(arguments[2]));
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&own, sizeof own) || listen(listener, 512)) {
        return 1;
    }
    for (;;) {
        int client = accept(listener, NULL, NULL), server = socket(AF_INET, SOCK_STREAM, 0);
        if (client < 0 || server < 0 || connect(server, (struct sockaddr *)&target, sizeof target)) {
            close(client);
            close(server);
            continue;
        }
        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        setsockopt(server, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        struct way *both = calloc(2, sizeof *both);
        both[0] = (struct way){client, server, both, 0};
        both[1] = (struct way){server, client, both, 0};
        start(both);
        start(both + 1);
    }
}
