<?php
// Runs the handlers of one Function Compute function for the local endpoint.
//
// The endpoint starts this file as a child process and talks to it in frames over an inherited socket. One frame is
// `type u8 | metaLen u32 | bodyLen u32 | meta (JSON) | body`, numbers big endian. Standard output and standard error
// are the function's log and nothing else. Works with PHP 7.2 and later, without any extension but json.

namespace Fcsh\Host;

const CALL = 0x01;
const STOP = 0x02;
const READY = 0x80;
const RESULT = 0x82;
const ERROR = 0x83;
const HANDLE = 0;
const LINES = ['FC Invoke', 'FC Initialize', 'FC PreStop'];
const CHANNEL_VARIABLE = 'FCSH_RT_FD';

/** Code that cannot be loaded; the type is the one that the caller sees. */
final class LoadError extends \Exception
{
    public $type;

    public function __construct(string $type, string $message)
    {
        parent::__construct($message);
        $this->type = $type;
    }
}

/** Frames to and from the endpoint; the end of the stream means that the endpoint is gone. */
final class Channel
{
    private $stream;

    public function __construct(int $descriptor)
    {
        $this->stream = fopen("php://fd/$descriptor", 'r+b');
        stream_set_write_buffer($this->stream, 0);
        // A socket gives up after a minute otherwise; longer than the platform's longest time limit will do.
        stream_set_timeout($this->stream, 10 * 86400);
    }

    /** The next frame as [type, meta, body], null at the end of the stream. */
    public function receive(): ?array
    {
        $header = $this->read(9);
        if ($header === null) {
            return null;
        }
        $lengths = unpack('Ctype/Nmeta/Nbody', $header);
        $meta = $this->read($lengths['meta']);
        $body = $this->read($lengths['body']);
        return $meta === null || $body === null ? null : [$lengths['type'], $meta, $body];
    }

    public function send(int $type, array $meta, string $body = ''): void
    {
        $text = json_encode($meta);
        $header = pack('CNN', $type, strlen($text), strlen($body)) . $text;
        if (strlen($body) < 65536) {
            $this->write($header . $body);
        } else {
            $this->write($header);
            $this->write($body);
        }
    }

    /** Writes in pieces, so that a long text is not copied whole: what is copied counts against the script's memory. */
    private function write(string $bytes): void
    {
        for ($sent = 0; $sent < strlen($bytes); $sent += $count) {
            $count = fwrite($this->stream, substr($bytes, $sent, 1 << 18));
            if (!$count) {
                exit(0);
            }
        }
    }

    private function read(int $count): ?string
    {
        $bytes = '';
        while (strlen($bytes) < $count) {
            $chunk = fread($this->stream, min($count - strlen($bytes), 1 << 18));
            if ($chunk === false || $chunk === '' && feof($this->stream)) {
                return null;
            }
            $bytes .= $chunk;
        }
        return $bytes;
    }
}

/** The function's log. Whatever is printed passes through here at once. */
final class Log
{
    private static $atLineStart = true;

    /** Watches what is printed; nothing is held back and nobody can take the watch away. */
    public static function open(): void
    {
        ob_start(function (string $text): string {
            if ($text !== '') {
                self::$atLineStart = substr($text, -1) === "\n";
            }
            return $text;
        }, 1, 0);
    }

    /** Prints what a handler has kept in buffers of its own. */
    public static function flush(): void
    {
        while (ob_get_level() > 1) {
            ob_end_flush();
        }
    }

    /** Writes one line of the platform, on a line of its own. */
    public static function platformLine(string $text): void
    {
        echo self::$atLineStart ? '' : "\n", $text, "\n";
    }
}

/** What functions find as `$GLOBALS['fcLogger']`: `2024-03-04T05:06:07.089Z <request id> [LEVEL] message`. */
final class Logger
{
    public $requestId = '';

    public function log($level, $message, array $context = []): void
    {
        $now = microtime(true);
        $milliseconds = sprintf('%03d', (int) ($now * 1000) % 1000);
        $time = gmdate('Y-m-d\TH:i:s', (int) $now) . ".{$milliseconds}Z";
        $text = (string) $message . ($context ? ' ' . json_encode($context) : '');
        Log::platformLine("$time {$this->requestId} [" . strtoupper((string) $level) . "] $text");
    }

    public function debug($message, array $context = []): void
    {
        $this->log('DEBUG', $message, $context);
    }

    public function info($message, array $context = []): void
    {
        $this->log('INFO', $message, $context);
    }

    public function notice($message, array $context = []): void
    {
        $this->log('NOTICE', $message, $context);
    }

    public function warning($message, array $context = []): void
    {
        $this->log('WARNING', $message, $context);
    }

    public function warn($message, array $context = []): void
    {
        $this->warning($message, $context);
    }

    public function error($message, array $context = []): void
    {
        $this->log('ERROR', $message, $context);
    }

    public function critical($message, array $context = []): void
    {
        $this->log('CRITICAL', $message, $context);
    }

    public function alert($message, array $context = []): void
    {
        $this->log('ALERT', $message, $context);
    }

    public function emergency($message, array $context = []): void
    {
        $this->log('EMERGENCY', $message, $context);
    }
}

/** Answers the calls of the endpoint one after the other. */
final class Worker
{
    private $channel;
    private $logger;
    private $call;
    private $event;

    public function __construct(Channel $channel, Logger $logger)
    {
        $this->channel = $channel;
        $this->logger = $logger;
    }

    /** Waits for the next call; false when there will be none. */
    public function begin(): bool
    {
        do {
            $frame = $this->channel->receive();
            if ($frame === null || $frame[0] === STOP) {
                return false;
            }
        } while ($frame[0] !== CALL);
        $this->call = json_decode($frame[1], true);
        $this->event = $frame[2];
        $this->logger->requestId = $this->call['rid'];
        Log::platformLine(LINES[$this->call['kind']] . " Start RequestId: {$this->call['rid']}");
        return true;
    }

    /** The file of the handler. It is loaded by the caller, in the scope where its variables are global. */
    public function file(): string
    {
        [$file, $name] = $this->parts();
        $path = getcwd() . "/$file.php";
        if (!is_file($path)) {
            throw new LoadError('ImportModuleError', "Module '$path' is missing.");
        }
        return $path;
    }

    /** Calls the handler and answers. */
    public function perform(): void
    {
        [$file, $name] = $this->parts();
        if (!is_callable($name)) {
            throw new LoadError('HandlerNotFound', "Handler '$name' is missing on module '$file'");
        }
        $context = $this->context();
        $isHandler = $this->call['kind'] === HANDLE;
        $value = $isHandler ? $name($this->event, $context) : $name($context);
        $result = $isHandler ? $this->result($value) : '';
        $this->event = '';
        $this->finish('');
        $this->channel->send(RESULT, ['rid' => $this->call['rid']], $result);
    }

    /** Answers with what was thrown. */
    public function fail(\Throwable $error): void
    {
        $isLoadError = $error instanceof LoadError;
        $document = json_encode([
            'errorMessage' => $error->getMessage(),
            'errorType' => $isLoadError ? $error->type : get_class($error),
            'stackTrace' => $isLoadError ? new \stdClass() : [
                'file' => $error->getFile(), 'line' => $error->getLine(), 'traceString' => $this->trace($error),
            ],
        ], JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
        Log::flush();
        $this->logger->error($document);
        $this->finish(', Error: Unhandled function error');
        $this->channel->send(ERROR, ['rid' => $this->call['rid'], 'kind' => 'Unhandled', 'fatal' => false], $document);
    }

    private function parts(): array
    {
        $handler = $this->call['handler'];
        $dot = strrpos($handler, '.');
        if (!$dot || $dot === strlen($handler) - 1) {
            throw new LoadError('InvalidHandlerName', "Invalid handler '$handler'");
        }
        return [substr($handler, 0, $dot), substr($handler, $dot + 1)];
    }

    /** Text stays as it is, everything else becomes JSON. */
    private function result($value): string
    {
        if (is_string($value)) {
            return $value;
        }
        $text = json_encode($value);
        if ($text === false) {
            throw new \UnexpectedValueException('the result cannot be written as JSON: ' . json_last_error_msg());
        }
        return $text;
    }

    private function finish(string $reason): void
    {
        Log::flush();
        Log::platformLine(LINES[$this->call['kind']] . " End RequestId: {$this->call['rid']}$reason");
    }

    private function context(): array
    {
        $fixed = $this->call['context'];
        return [
            'requestId' => $this->call['rid'],
            'credentials' => $fixed['credentials'],
            'function' => $fixed['function'] + [
                'initializer' => $fixed['initializer'],
                'initializationTimeout' => $fixed['initializationTimeout'],
            ],
            'service' => [
                'name' => '', 'logProject' => $fixed['logProject'], 'logStore' => $fixed['logStore'],
                'qualifier' => $fixed['qualifier'], 'versionId' => $fixed['versionId'],
            ],
            'region' => $fixed['region'],
            'accountId' => $fixed['accountId'],
            'retryCount' => $this->call['retry'],
            'tracing' => ['openTracingSpanContext' => '', 'jaegerEndpoint' => '', 'openTracingSpanBaggages' => []],
        ];
    }

    /** The lines of the trace without those of this file, counted anew. */
    private function trace(\Throwable $error): string
    {
        $lines = [];
        foreach (explode("\n", $error->getTraceAsString()) as $line) {
            if (strpos($line, __FILE__) === false && strpos($line, 'Fcsh\\Host\\') === false) {
                $lines[] = '#' . count($lines) . substr($line, strpos($line, ' '));
            }
        }
        return implode("\n", $lines);
    }
}

/** Gives the function the surroundings it has in the cloud, and takes the channel. */
function prepare(): Worker
{
    $channel = new Channel((int) getenv(CHANNEL_VARIABLE));
    putenv(CHANNEL_VARIABLE);
    unset($_SERVER[CHANNEL_VARIABLE], $_ENV[CHANNEL_VARIABLE]);
    $_SERVER['argv'] = [getcwd() . '/index.php'];
    Log::open();
    $GLOBALS['fcLogger'] = new Logger();
    unset($GLOBALS['argv'], $GLOBALS['argc']);
    $channel->send(READY, ['v' => 1, 'lang' => 'php', 'langVersion' => PHP_MAJOR_VERSION . '.' . PHP_MINOR_VERSION]);
    return new Worker($channel, $GLOBALS['fcLogger']);
}

$__fcsh = prepare();
while ($__fcsh->begin()) {
    try {
        require_once $__fcsh->file();
        $__fcsh->perform();
    } catch (\Throwable $__fcshError) {
        $__fcsh->fail($__fcshError);
        $__fcshError = null;
    }
}
