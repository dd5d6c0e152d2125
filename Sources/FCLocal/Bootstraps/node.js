'use strict'
// Runs the handlers of one Function Compute function for the local endpoint.
//
// The endpoint starts this file as a child process and talks to it in frames over an inherited socket. One frame is
// `type u8 | metaLen u32 | bodyLen u32 | meta (JSON) | body`, numbers big endian. Standard output and standard error
// are the function's log and nothing else. Works with Node.js 12 and later.
//
// The declared runtime decides the rules, not the version that runs this: up to nodejs16 only `callback` answers and
// log lines have their older form; from nodejs18 on handlers may be async and modules may be ES modules.

const fs = require('fs')
const net = require('net')
const path = require('path')
const util = require('util')
const { Writable } = require('stream')
const { pathToFileURL } = require('url')

const CALL = 0x01
const STOP = 0x02
const READY = 0x80
const RESULT = 0x82
const ERROR = 0x83
const START_ERROR = 0x84
const LISTENING = 0x85
const HEADER_SIZE = 9
const HANDLE = 0
const LINES = ['FC Invoke', 'FC Initialize', 'FC PreStop']
const CHANNEL_VARIABLE = 'FCSH_RT_FD'
const RULES_VARIABLE = 'FCSH_RT_RULES'
const DEBUG_VARIABLE = 'FCSH_RT_DEBUG'
// What the cloud leaves of its own variables when user code starts.
const KEPT_VARIABLES = new Set([
  'FC_FUNC_CODE_PATH', 'FC_ACCOUNT_ID', 'FC_REGION', 'FC_FUNCTION_NAME', 'FC_FUNCTION_HANDLER',
  'FC_FUNCTION_MEMORY_SIZE', 'FC_INSTANCE_ID', 'FC_QUALIFIER', 'FC_FUNCTION_VERSION', 'FC_VER_ID',
])
// The longest text of an error that is logged whole, in characters.
const ERROR_LOG_LIMIT = 256 * 1024

// The request being worked on: its id, and how to answer it.
const current = { requestID: '', answer: null }
let atLineStart = true

// Writes everything at once: the order of standard output and standard error is the order of the calls.
function writeLog (descriptor, bytes) {
  let offset = 0
  while (offset < bytes.length) {
    try {
      offset += fs.writeSync(descriptor, bytes, offset)
    } catch (error) {
      if (error.code !== 'EAGAIN') return
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)
    }
  }
  if (bytes.length) atLineStart = bytes[bytes.length - 1] === 10
}

function openLogStream (descriptor) {
  const stream = new Writable({
    decodeStrings: true,
    write (chunk, encoding, done) {
      writeLog(descriptor, chunk)
      done()
    },
  })
  stream.fd = descriptor
  stream.destroy = () => stream
  return stream
}

function writeLine (text) {
  writeLog(1, Buffer.from(text + '\n'))
}

// Writes one line of the platform, on a line of its own.
function platformLine (text) {
  writeLine((atLineStart ? '' : '\n') + text)
}

const LEVELS = { silly: 0, debug: 1, verbose: 2, info: 3, log: 3, warn: 4, error: 5 }

// The log lines of nodejs18 and later: `2024-03-04 05:06:07.089 <request id> [info] message`.
class ModernFormat {
  constructor () { this.threshold = LEVELS[String(process.env.ALIYUN_FC_LOG_LEVEL).toLowerCase()] || 0 }

  level (method) { return method === 'log' ? 'info' : method }

  line (level, text) {
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '')
    return `${time} ${current.requestID} [${level}] ${text}`
  }
}

// The log lines up to nodejs16, one for each call: `2024-03-04T05:06:07.089Z <request id> [verbose] message`.
class ClassicFormat {
  constructor () { this.threshold = 0 }

  level (method) { return method === 'log' ? 'verbose' : method }

  line (level, text) {
    return `${new Date().toISOString()} ${current.requestID} [${level}] ${text.replace(/\n/g, '\r')}`
  }
}

let format = null

function logAt (method, args) {
  if (LEVELS[method] < format.threshold) return
  writeLine((atLineStart ? '' : '\n') + format.line(format.level(method), util.format(...args)))
}

const logger = {
  setLogLevel (level) { format.threshold = LEVELS[String(level).toLowerCase()] || 0 },
}
for (const method of ['log', 'debug', 'info', 'warn', 'error']) logger[method] = (...args) => logAt(method, args)

// An error whose type and trace are given, for code that cannot be loaded.
class LoadError extends Error {
  constructor (type, message, trace = []) {
    super(message)
    this.errorType = type
    this.trace = trace
  }
}

// The lines of a stack without those of this file.
function stackLines (error) {
  return String(error.stack || '').split('\n').filter((line) => !line.includes(__filename))
}

// The error document of something thrown or rejected, as the caller sees it.
function errorDocument (error) {
  if (error instanceof LoadError) {
    return { errorMessage: error.message, errorType: error.errorType, stackTrace: error.trace }
  }
  if (util.types.isNativeError(error) || error instanceof Error) {
    return { errorMessage: String(error.message), errorType: String(error.name), stackTrace: stackLines(error) }
  }
  const text = typeof error === 'string' ? error : util.inspect(error)
  return { errorMessage: text, errorType: 'Error', stackTrace: [] }
}

// What `callback` was given as its error.
function handledDocument (error) {
  if (util.types.isNativeError(error) || error instanceof Error) return errorDocument(error)
  const text = typeof error === 'string' ? error : JSON.stringify(error)
  return { errorMessage: text === undefined ? String(error) : text, errorType: 'FunctionHandledError' }
}

// Bytes stay as they are, objects become compact JSON, nothing becomes nothing, the rest becomes text.
function resultBytes (value) {
  if (value === undefined || value === null) return Buffer.alloc(0)
  if (Buffer.isBuffer(value)) return value
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  if (typeof value === 'object') {
    const text = JSON.stringify(value)
    return Buffer.from(text === undefined ? '' : text)
  }
  return Buffer.from(String(value))
}

// Whether Node.js takes the file for an ES module.
function isModule (file) {
  if (file.endsWith('.mjs')) return true
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    try {
      return JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')).type === 'module'
    } catch (error) {
      if (error.code !== 'ENOENT' || folder === path.dirname(folder)) return false
    }
  }
}

// Finds the function a handler text names, once.
class HandlerLoader {
  constructor (codePath, isModern) {
    this.codePath = codePath
    this.isModern = isModern
    this.known = new Map()
    this.modules = new Map()
  }

  async load (handler) {
    if (!this.known.has(handler)) this.known.set(handler, await this.find(handler))
    return this.known.get(handler)
  }

  async find (handler) {
    const dot = handler.lastIndexOf('.')
    if (dot <= 0 || dot === handler.length - 1) {
      throw new LoadError('InvalidHandlerName', `Invalid handler '${handler}'`)
    }
    const name = handler.slice(dot + 1)
    const moduleName = handler.slice(0, dot)
    if (!this.isModern) writeLine(`load code for handler:${handler}`)
    if (!this.modules.has(moduleName)) this.modules.set(moduleName, await this.import(moduleName))
    const module = this.modules.get(moduleName)
    const found = name in Object(module) ? module[name] : Object(Object(module).default)[name]
    if (typeof found !== 'function') {
      throw new LoadError('HandlerNotFound', `Handler '${name}' is missing on module '${moduleName}'`)
    }
    return found
  }

  async import (moduleName) {
    const base = path.join(this.codePath, moduleName)
    const endings = this.isModern ? ['.js', '.mjs', '.cjs'] : ['.js']
    const file = endings.map((ending) => base + ending).find((name) => fs.existsSync(name))
    if (!file) throw new LoadError('ImportModuleError', `Module '${base}.js' is missing.`)
    try {
      if (this.isModern && isModule(file)) return await import(pathToFileURL(file).href)
      return require(file)
    } catch (error) {
      throw loadError(error)
    }
  }
}

function loadError (error) {
  const code = Object(error).code
  if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND') {
    return new LoadError('ImportModuleError', error.message, stackLines(error))
  }
  if (error instanceof SyntaxError) return new LoadError('UserCodeSyntaxError', error.message, stackLines(error))
  return error
}

// What every handler gets beside the event.
function makeContext (call) {
  const fixed = call.context
  return {
    requestId: call.rid,
    credentials: { ...fixed.credentials },
    function: { ...fixed.function },
    service: {
      name: '', logProject: fixed.logProject, logStore: fixed.logStore, qualifier: fixed.qualifier,
      versionId: fixed.versionId,
    },
    region: fixed.region,
    accountId: fixed.accountId,
    logger,
    retryCount: call.retry,
    tracing: { openTracingSpanContext: '', openTracingSpanBaggages: {}, jaegerEndpoint: '' },
    waitsForEmptyEventLoopBeforeCallback: true,
  }
}

// Frames to and from the endpoint; the end of the stream means that the endpoint is gone.
class Channel {
  constructor (descriptor, receive) {
    this.receive = receive
    this.chunks = []
    this.length = 0
    this.wanted = HEADER_SIZE
    this.socket = new net.Socket({ fd: descriptor, readable: true, writable: true })
    this.socket.on('data', (chunk) => this.take(chunk))
    this.socket.on('end', () => process.reallyExit(0))
    this.socket.on('error', () => process.reallyExit(0))
  }

  take (chunk) {
    this.chunks.push(chunk)
    this.length += chunk.length
    while (this.length >= this.wanted) {
      const bytes = this.chunks.length === 1 ? this.chunks[0] : Buffer.concat(this.chunks)
      const metaEnd = HEADER_SIZE + bytes.readUInt32BE(1)
      const end = metaEnd + bytes.readUInt32BE(5)
      this.chunks = [bytes]
      this.wanted = end
      if (this.length < end) return
      this.chunks = [bytes.subarray(end)]
      this.length -= end
      this.wanted = HEADER_SIZE
      this.receive(bytes[0], bytes.subarray(HEADER_SIZE, metaEnd), bytes.subarray(metaEnd, end))
    }
  }

  send (type, meta, body = Buffer.alloc(0)) {
    const text = Buffer.from(JSON.stringify(meta))
    const header = Buffer.alloc(HEADER_SIZE)
    header[0] = type
    header.writeUInt32BE(text.length, 1)
    header.writeUInt32BE(body.length, 5)
    if (body.length < 65536) return this.socket.write(Buffer.concat([header, text, body]))
    this.socket.cork()
    this.socket.write(Buffer.concat([header, text]))
    this.socket.write(body)
    this.socket.uncork()
  }
}

// Answers the calls of the endpoint one after the other.
class Worker {
  constructor (channel, isModern) {
    this.channel = channel
    this.isModern = isModern
    this.loader = new HandlerLoader(process.cwd(), isModern)
  }

  async perform (call, event) {
    current.requestID = call.rid
    platformLine(`${LINES[call.kind]} Start RequestId: ${call.rid}`)
    const answer = this.answerOnce(call)
    current.answer = answer
    try {
      const handler = await this.loader.load(call.handler)
      this.run(handler, call, event, answer)
    } catch (error) {
      answer.fail(error)
    }
  }

  // Calls the handler by the rules of the declared runtime.
  run (handler, call, event, answer) {
    const callback = (error, data) => {
      if (error === undefined || error === null || error === false) answer.succeed(data)
      else answer.failHandled(error)
    }
    const context = makeContext(call)
    const args = call.kind === HANDLE ? [Buffer.from(event), context, callback] : [context, callback]
    const returned = handler(...args)
    const isPromise = returned && typeof returned.then === 'function'
    const takesCallback = handler.length >= args.length
    if (isPromise) {
      returned.then((value) => {
        // What a promise brings counts from nodejs18 on, and there a handler with a callback may still use it.
        if (this.isModern && !(takesCallback && value === undefined)) answer.succeed(value)
      }, (error) => answer.fail(error))
    } else if (this.isModern && !(takesCallback && returned === undefined)) {
      answer.succeed(returned)
    }
  }

  // Ways to answer a call, of which only the first one counts.
  answerOnce (call) {
    const channel = this.channel
    let isAnswered = false
    const finish = (reason, send) => {
      if (isAnswered) return
      isAnswered = true
      current.answer = null
      platformLine(`${LINES[call.kind]} End RequestId: ${call.rid}${reason}`)
      send()
    }
    const fail = (kind, reason, document) => {
      if (isAnswered) return
      const text = JSON.stringify(document)
      const isCut = text.length > ERROR_LOG_LIMIT
      logAt('error', ['%s', isCut ? text.slice(0, ERROR_LOG_LIMIT) + '… (cut)' : text])
      finish(`, Error: ${reason}`, () => {
        channel.send(ERROR, { rid: call.rid, kind, fatal: false }, Buffer.from(text))
      })
    }
    const failUnhandled = (error) => fail('Unhandled', 'Unhandled function error', errorDocument(error))
    return {
      succeed (value) {
        if (isAnswered) return
        let bytes
        try {
          bytes = call.kind === HANDLE ? resultBytes(value) : Buffer.alloc(0)
        } catch (error) {
          return failUnhandled(error)
        }
        finish('', () => channel.send(RESULT, { rid: call.rid }, bytes))
      },
      fail: failUnhandled,
      failHandled (error) { fail('Handled', 'Handled function error', handledDocument(error)) },
    }
  }
}

// Gives the function the surroundings it has in the cloud.
function prepare (isModern) {
  for (const name of Object.keys(process.env)) {
    const isForeign = /^_?FC_/.test(name) && !KEPT_VARIABLES.has(name)
    if (isForeign || name.startsWith('FCSH_')) delete process.env[name]
  }
  for (const [name, descriptor] of [['stdout', 1], ['stderr', 2]]) {
    const stream = openLogStream(descriptor)
    Object.defineProperty(process, name, { configurable: true, enumerable: true, get: () => stream })
  }
  format = isModern ? new ModernFormat() : new ClassicFormat()
  for (const method of ['log', 'debug', 'info', 'warn', 'error']) console[method] = logger[method]
  process.argv = [process.argv[0], path.join(process.cwd(), 'index.js')]
  // An exception nobody waits for still has to answer the call, or the caller would wait for the time limit.
  process.on('uncaughtException', (error) => {
    if (current.answer) current.answer.fail(error)
    else logAt('error', ['%s', JSON.stringify(errorDocument(error))])
  })
}

// Goes on when a debugger has attached and has set its breakpoints.
function awaitDebugger (channel, port) {
  const inspector = require('inspector')
  channel.send(LISTENING, {})
  // Opened here and not by an option: who attached before this waits would have said "go on" too early, and only once.
  inspector.open(Number(port), '127.0.0.1', true)
  if (!inspector.url()) throw new Error(`the inspector cannot listen on 127.0.0.1:${port}`)
}

let worker = null

function receive (type, meta, body) {
  if (type === STOP) process.reallyExit(0)
  if (type === CALL) worker.perform(JSON.parse(meta.toString()), body)
}

function main () {
  const descriptor = Number(process.env[CHANNEL_VARIABLE])
  const isModern = process.env[RULES_VARIABLE] !== 'classic'
  const channel = new Channel(descriptor, receive)
  const debugPort = process.env[DEBUG_VARIABLE]
  try {
    if (debugPort) awaitDebugger(channel, debugPort)
    prepare(isModern)
  } catch (error) {
    return channel.send(START_ERROR, { text: String(error) })
  }
  worker = new Worker(channel, isModern)
  channel.send(READY, { v: 1, pid: process.pid, lang: 'node', langVersion: process.versions.node })
}

main()
